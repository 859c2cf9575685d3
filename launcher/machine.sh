# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What is on the machine: a JDK, Maven, Node; fetched when missing.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/keneya # a JDK or Node fetched because the machine had none
JAVA_MAJOR=25
NODE_MAJOR=20
BUILD_MEGABYTES=1500

# --------------------------------------------------------------- the machine

is_mac() { [ "$(uname -s)" = Darwin ]; }

processor() {
  case $(uname -m) in
    x86_64 | amd64) echo x64 ;;
    aarch64 | arm64) echo aarch64 ;;
    *) uname -m ;;
  esac
}

free_megabytes() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }'; }

require_space() {
  local free
  free=$(free_megabytes "$WORK")
  if [ -n "$free" ] && [ "$free" -lt "$BUILD_MEGABYTES" ]; then
    die "The disk of $ROOT is full ($free MB free, $BUILD_MEGABYTES MB needed to build): free some space and try again."
  fi
}

memory_megabytes() {
  if is_mac; then
    echo $(($(sysctl -n hw.memsize) / 1048576))
  else
    awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo
  fi
}

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

digest() { if command -v sha1sum >/dev/null; then sha1sum "$@"; else shasum "$@"; fi; }

digest_of_list() {
  if command -v sha1sum >/dev/null; then xargs -0 sha1sum; else xargs -0 shasum; fi 2>/dev/null | digest | cut -c1-40
}

fetch() { # fetch URL FILE
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --retry 2 --connect-timeout 15 --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --tries=2 --timeout=30 --output-document="$2" "$1"
  else
    echo 'neither curl nor wget is there' && return 1
  fi
}

is_sha256() { # is_sha256 FILE SUM
  local sum
  if command -v sha256sum >/dev/null; then sum=$(sha256sum "$1"); else sum=$(shasum -a 256 "$1"); fi
  [ "${sum%% *}" = "$2" ]
}

# --------------------------------------------------------------- Java

# Prints the major version of the JDK in a folder; nothing when there is no whole JDK.
jdk_major() {
  local line
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case $line in JAVA_VERSION=*)
      line=${line#JAVA_VERSION=}
      line=${line//\"/}
      echo "${line%%[.+-]*}"
      return 0
      ;;
    esac
  done <"$1/release"
}

jdk_candidates() {
  local java
  [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
  if java=$(command -v java); then
    while [ -L "$java" ]; do
      case $(readlink "$java") in
        /*) java=$(readlink "$java") ;;
        *) java=$(dirname "$java")/$(readlink "$java") ;;
      esac
    done
    echo "${java%/bin/java}"
  fi
  printf '%s\n' /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/java/* /opt/jvm/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$CACHE"/jdk-*/Contents/Home "$CACHE"/jdk-*
}

# Sets JDK to a JDK 25, or to the oldest newer one, fetching one when the machine has none.
find_jdk() {
  local home major best=0
  JDK=
  while IFS= read -r home; do
    major=$(jdk_major "$home")
    case $major in '' | *[!0-9]*) continue ;; esac
    if [ "$major" -ge "$JAVA_MAJOR" ] && { [ -z "$JDK" ] || [ "$major" -lt "$best" ]; }; then
      JDK=$home best=$major
    fi
    [ "$best" -eq "$JAVA_MAJOR" ] && break
  done < <(jdk_candidates)
  [ -n "$JDK" ] && return 0
  QUIET=yes step "Fetching a JDK $JAVA_MAJOR" "$WORK/jdk.log" fetch_jdk ||
    die "Keneya needs a JDK $JAVA_MAJOR or newer, none is on this machine and none could be fetched (see $WORK/jdk.log): install one, or set JAVA_HOME to it."
  find_jdk
}

fetch_jdk() {
  local system=linux wanted archive=$CACHE/jdk.tar.gz link
  is_mac && system=mac
  mkdir -p "$CACHE" || return 1
  wanted="https://api.adoptium.net/v3/assets/latest/$JAVA_MAJOR/hotspot?os=$system&architecture=$(processor)&image_type=jdk"
  fetch "$wanted" "$CACHE/jdk.json" || return 1
  link=$(json_text link "$CACHE/jdk.json" | grep '\.tar\.gz$' | head -n 1)
  [ -n "$link" ] && fetch "$link" "$archive" && fetch "$link.sha256.txt" "$archive.sum" || return 1
  is_sha256 "$archive" "$(cut -d ' ' -f 1 "$archive.sum")" || { echo 'the fetched JDK does not match its checksum' && return 1; }
  tar -xzf "$archive" -C "$CACHE" && rm -f "$archive" "$archive.sum" "$CACHE/jdk.json"
}

json_text() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$2"; }

find_maven() {
  local version
  MAVEN=$ROOT/mvnw
  command -v mvn >/dev/null || return 0
  version=$(maven_version "$(command -v mvn)")
  case $version in 3.[89]* | 3.[1-9][0-9]* | [4-9]*) MAVEN=mvn ;; esac
}

# The version stands in the name of a jar beside the program; asking Maven itself costs a second.
maven_version() {
  local home jar
  home=$(cd "$(dirname "$(readlink -f "$1" 2>/dev/null || echo "$1")")/.." && pwd -P)
  for jar in "$home"/lib/maven-core-*.jar "$home"/libexec/lib/maven-core-*.jar /usr/share/maven/lib/maven-core-*.jar; do
    [ -e "$jar" ] || continue
    jar=${jar##*/maven-core-}
    echo "${jar%.jar}"
    return 0
  done
  JAVA_HOME=$JDK mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'
}

maven() { JAVA_HOME=$JDK "$MAVEN" --batch-mode --no-transfer-progress --file "$ROOT/pom.xml" "$@"; }

# --------------------------------------------------------------- Node

find_node() {
  local home
  for home in "$CACHE"/node/bin "$CACHE"/node/node_modules/node/bin; do
    [ -x "$home/node" ] && PATH=$home:$PATH
  done
  node_suits && return 0
  QUIET=yes step 'Fetching Node' "$WORK/node.log" fetch_node ||
    die "Keneya needs Node $NODE_MAJOR or newer for the web pages, none is on this machine and none could be fetched (see $WORK/node.log): install one."
  for home in "$CACHE"/node/bin "$CACHE"/node/node_modules/node/bin; do
    [ -x "$home/node" ] && PATH=$home:$PATH
  done
  node_suits || die "The Node fetched into $CACHE does not run here: install Node $NODE_MAJOR or newer."
}

node_suits() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  command -v npm >/dev/null && [ "${version%%.*}" -ge "$NODE_MAJOR" ]
}

fetch_node() {
  local system=linux name folder=https://nodejs.org/dist/latest-v22.x
  rm -rf "$CACHE/node" && mkdir -p "$CACHE/node" || return 1
  if command -v npm >/dev/null; then
    npm install --no-audit --no-fund --prefix "$CACHE/node" node@22
    return
  fi
  is_mac && system=darwin
  fetch "$folder/SHASUMS256.txt" "$CACHE/node.sums" || return 1
  name=$(awk '{ print $2 }' "$CACHE/node.sums" | grep -- "-$system-$(processor | sed s/aarch64/arm64/)\.tar\.gz$")
  fetch "$folder/$name" "$CACHE/node.tar.gz" || return 1
  is_sha256 "$CACHE/node.tar.gz" "$(awk -v name="$name" '$2 == name { print $1 }' "$CACHE/node.sums")" ||
    { echo 'the fetched Node does not match its checksum' && return 1; }
  tar -xzf "$CACHE/node.tar.gz" -C "$CACHE/node" --strip-components 1 && rm -f "$CACHE/node.tar.gz" "$CACHE/node.sums"
}

# npm ci refuses a lock file made where some other platform's optional package could not be had; npm install keeps to
# the locked versions too and does without it.
install_locked() {
  npm ci --prefix "$1" --no-audit --no-fund --no-progress ||
    npm install --prefix "$1" --no-save --no-audit --no-fund --no-progress
}

# install_packages FOLDER: what the lock file says, when it is not what is installed.
install_packages() {
  local stamp=$1/node_modules/.keneya wanted
  wanted=$(digest "$1/package-lock.json" | cut -c1-40)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return 0
  step "Installing the packages of ${1##*/}" "$WORK/npm-${1##*/}.log" \
    install_locked "$1" || return 1
  mkdir -p "${stamp%/*}" && echo "$wanted" >"$stamp"
}
