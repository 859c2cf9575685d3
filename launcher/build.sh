# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Builds what is older than its inputs, and only that.

RUN=$WORK/run # the application, unpacked for a fast start
APPLICATION=$RUN/keneya.jar

# inputs PATHSPEC… prints the names of the files a part is built from, zero-terminated.
inputs() {
  git -C "$ROOT" ls-files -z --cached --others --exclude-standard -- "$@" 2>/dev/null
}

# fingerprint PART: changes when a file the part is built from changes.
fingerprint() {
  cd "$ROOT" || exit 1
  case $1 in
    web) listed find_web web ':(exclude)web/dist' ;;
    java) listed find_java pom.xml .mvn ':(glob)*/pom.xml' ':(glob)*/src/main/**' ':(exclude)bench' ':(exclude)web' ;;
  esac | digest_of_list
}

# Without git (an unpacked archive) the files are found by hand.
listed() {
  local by_hand=$1
  shift
  if git -C "$ROOT" rev-parse --git-dir >/dev/null 2>&1; then inputs "$@"; else $by_hand; fi
}

find_web() { find web \( -name node_modules -o -name dist -o -name coverage \) -prune -o -type f -print0 | sort -z; }

find_java() { find pom.xml .mvn ./*/pom.xml ./*/src/main -type f -print0 | sort -z; }

is_fresh() { [ "$(cat "$WORK/$1.built" 2>/dev/null)" = "$2" ]; }

# Builds what is older than its inputs; twice at the same time would spoil both.
build() {
  local web='' java
  mkdir -p "$WORK" 2>/dev/null || die "$WORK cannot be written: give this user the right to write there."
  if [ -f "$ROOT/web/package.json" ]; then web=$(fingerprint web | cut -c1-40); fi
  java="$(fingerprint java | cut -c1-40) $web"
  is_fresh java "$java" && [ -f "$APPLICATION" ] && return 0
  require_space
  lock_build
  if ! is_fresh java "$java"; then # another ./keneya may have built it while we waited
    if [ -n "$web" ]; then build_web "$web"; fi
    build_java "$java"
  fi
  unlock_build
}

lock_build() {
  local owner waited=0
  until mkdir "$WORK/building" 2>/dev/null; do
    [ -d "$WORK/building" ] || die "$WORK cannot be written: free some disk space, or give this user the right to write there."
    owner=$(cat "$WORK/building/process" 2>/dev/null)
    if { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; } || { [ -z "$owner" ] && [ $waited -ge 5 ]; }; then
      rm -rf "$WORK/building" # its owner is gone
    else
      [ $waited -eq 0 ] && say "Another ./keneya is building${owner:+ (process $owner)}; waiting for it…"
      waited=$((waited + 1))
      sleep 1
    fi
  done
  echo $$ >"$WORK/building/process"
  trap unlock_build EXIT
}

unlock_build() {
  rm -rf "$WORK/building"
  trap - EXIT
}

build_web() {
  is_fresh web "$1" && [ -f "$ROOT/web/dist/index.html" ] && return 0
  find_node
  install_packages "$ROOT/web" || exit 1
  step 'Building the web pages' "$WORK/web.log" npm run build --prefix "$ROOT/web" || exit 1
  echo "$1" >"$WORK/web.built"
}

build_java() {
  local jar
  find_maven
  rm -rf "$WORK/java.built" "$ROOT/server/target/classes/static" # pages of an earlier build bear other names
  step 'Building the server' "$WORK/java.log" \
    maven --threads 1C --projects server --also-make -DskipTests -Djacoco.skip=true package || exit 1
  jar=$(find "$ROOT/server/target" -maxdepth 1 -name 'keneya-server-*-app.jar' | head -n 1)
  [ -n "$jar" ] || die "Building the server made no application jar in $ROOT/server/target; the log is $WORK/java.log"
  rm -rf "$RUN" "$WORK/keneya.aot"
  step 'Unpacking the server' "$WORK/unpack.log" unpack "$jar" || exit 1
  echo "$1" >"$WORK/java.built"
}

unpack() {
  "$JDK/bin/java" -Djarmode=tools -jar "$1" extract --destination "$RUN" --application-filename keneya.jar
}
