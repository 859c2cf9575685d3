# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Runs the application: start, import, generate, verify-audit, verify-beds; and token for scripts.

# Sets FLAGS, the options of the server's JVM.
java_flags() {
  local heap=1536 memory
  memory=$(memory_megabytes)
  [ -n "$memory" ] && [ "$memory" -lt 3072 ] && heap=$((memory / 2))
  FLAGS=(
    "-Xmx${heap}m"                           # room for load
    -Xms64m                                  # small while idle
    -XX:+UseG1GC                             # short pauses on few cores
    -XX:G1PeriodicGCInterval=60000           # an idle server gives memory back,
    -XX:TrimNativeHeapInterval=60000         # and so does the C library
    -XX:+UseCompactObjectHeaders             # resources are many small objects
    -XX:+ExitOnOutOfMemoryError              # half a server is worse than none
    -XX:-UsePerfData                         # no file in the public temporary folder
    --enable-native-access=ALL-UNNAMED       # zstd
    --sun-misc-unsafe-memory-access=allow
    -Djava.awt.headless=true
    -Xlog:disable -Xlog:all=error:stderr     # a start-up cache that does not fit is no news
  )
  export MALLOC_ARENA_MAX=2 # glibc keeps an arena per thread otherwise
  # shellcheck disable=SC2206 # several options in one variable
  FLAGS+=(${KENEYA_JAVA_OPTIONS:-})
}

# Makes the JVM's start-up cache in a training run; without it the start is slower and nothing else.
make_cache() {
  local wanted cache=$WORK/keneya.aot
  [ "${KENEYA_AOT:-on}" = off ] && return 0
  wanted="$JDK $(cat "$WORK/java.built") $(digest "$JDK/release" | cut -c1-40) ${FLAGS[*]}"
  if [ "$(cat "$WORK/aot.built" 2>/dev/null)" = "$wanted" ]; then
    [ -f "$cache" ] && FLAGS+=("-XX:AOTCache=$cache")
    return 0
  fi
  lock_build
  rm -f "$cache"
  step 'Preparing fast starts (once after each build)' "$WORK/training.log" train "$cache" ||
    say 'Keneya starts without its start-up cache: it works, a few seconds slower.'
  echo "$wanted" >"$WORK/aot.built"
  unlock_build
  [ -f "$cache" ] && FLAGS+=("-XX:AOTCache=$cache")
}

train() {
  local data code=0
  rm -rf "$WORK"/trial.* # of a training that was interrupted
  data=$(mktemp -d "$WORK/trial.XXXXXX") || return 1
  "$JDK/bin/java" "-XX:AOTCacheOutput=$1" "${FLAGS[@]}" -cp "$APPLICATION" org.keneya.Keneya \
    start --training --port 0 --data "$data" || code=$?
  rm -rf "$data"
  return $code
}

start() {
  local port=8080 data=$ROOT/data rest=()
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && shift ;;
      --port=*) port=${1#*=} ;;
      --data) data=${2:-} && shift ;;
      --data=*) data=${1#*=} ;;
      --host) rest+=(--host "${2:-}") && shift ;;
      --host=*) rest+=(--host "${1#*=}") ;;
      --tls | --empty) rest+=("$1") ;;
      --profile) shift ;; # accepted and ignored: there is one profile
      *) die "./keneya start does not know '$1'; it knows --port, --data, --tls, --host and --empty." 2 ;;
    esac
    shift
  done
  require_port "$port"
  [ -n "$data" ] || die '--data needs a directory.' 2
  port_in_use "$port" &&
    die "Port $port is in use: stop what listens there, or choose another one with --port."
  find_jdk
  build
  java_flags
  make_cache
  exec "$JDK/bin/java" "${FLAGS[@]}" -cp "$APPLICATION" org.keneya.Keneya \
    start --port "$port" --data "$data" ${rest[@]+"${rest[@]}"}
}

require_port() {
  case $1 in
    '' | *[!0-9]* | ??????*) die "--port ($1) must be a number from 1 to 65535." 2 ;;
  esac
  if [ "$1" -lt 1 ] || [ "$1" -gt 65535 ]; then die "--port ($1) must be a number from 1 to 65535." 2; fi
}

# Any other verb of the application itself.
application() {
  find_jdk
  build
  java_flags
  [ -f "$WORK/keneya.aot" ] && FLAGS+=("-XX:AOTCache=$WORK/keneya.aot")
  exec "$JDK/bin/java" "${FLAGS[@]}" -cp "$APPLICATION" org.keneya.Keneya "$@"
}

# Works beside a running server and without one.
verify_audit() {
  local data=$ROOT/data rest=()
  while [ $# -gt 0 ]; do
    case $1 in
      --data) data=${2:-} && shift ;;
      --data=*) data=${1#*=} ;;
      --published) rest+=(--published "${2:-}") && shift ;;
      --published=*) rest+=(--published "${1#*=}") ;;
      *) die "./keneya verify-audit does not know '$1'; it knows --data and --published." 2 ;;
    esac
    shift
  done
  application verify-audit --data "$data" ${rest[@]+"${rest[@]}"}
}

# The log of a file, or of the running server.
verify_beds() {
  local port=8080 file='' KENEYA_TOKEN
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && shift ;;
      --port=*) port=${1#*=} ;;
      --*) die "./keneya verify-beds does not know '$1'; it knows --port, and the name of a file." 2 ;;
      *) file=$1 ;;
    esac
    shift
  done
  find_jdk
  if [ -z "$file" ]; then
    KENEYA_TOKEN=$(token --port "$port") || return 1
    export KENEYA_TOKEN
    file=http://localhost:$port/api/beds/events
  fi
  exec "$JDK/bin/java" -Xmx2g "$ROOT/deploy/evidence/VerifyBeds.java" "$file"
}

token() {
  local port=8080 user='' secret certificate='' file body status answer
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && shift ;;
      --port=*) port=${1#*=} ;;
      --user) user=${2:-} && shift ;;
      --user=*) user=${1#*=} ;;
      *) die "./keneya token does not know '$1'; it knows --port and --user." 2 ;;
    esac
    shift
  done
  require_port "$port"
  case $user in *[!A-Za-z0-9._-]*) die "--user ($user) may have letters, digits, '.', '_' and '-' only." 2 ;; esac
  file=${TMPDIR:-/tmp}/keneya-$(id -u)/$port
  { [ -r "$file" ] && port_in_use "$port"; } ||
    die "No Keneya demo server of this user runs on port $port: start it with ./keneya start --port $port"
  { IFS= read -r secret && IFS= read -r certificate; } <"$file"
  body=${user:+user=$user}
  answer=$(post_for_token "$port" "$secret" "$body" "$certificate") || die "The server on port $port does not answer."
  status=$(printf '%s' "$answer" | head -n 1 | cut -d ' ' -f 2)
  case $status in
    200) printf '%s\n' "$answer" | awk 'blank { print } /^\r?$/ { blank = 1 }' | tr -d '\r' ;;
    400 | 404) die "The server knows no demo account '$user'." ;;
    *) die "The server on port $port refuses to give a token (status ${status:-none})." ;;
  esac
}

# One small request by hand, so that no curl is needed unless the server speaks TLS. HTTP/1.0 keeps the answer in one piece.
post_for_token() {
  if [ -n "${4:-}" ]; then
    command -v curl >/dev/null || die 'curl is needed to speak TLS with the server: install it.'
    printf 'header = "Authorization: Bearer %s"\n' "$2" |
      curl --config - --http1.1 --silent --include --cacert "$4" --data "$3" "https://localhost:$1/demo/token"
    return
  fi
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'POST /demo/token HTTP/1.0\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$1" "$2" "${#3}" "$3" >&3
  cat <&3
}
