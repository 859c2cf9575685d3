# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# How the launcher speaks: one sentence per failure, and progress on everything that takes long.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$1"
  exit "${2:-1}"
}

# step TITLE LOG COMMAND… runs a command quietly, shows that time passes, and tells its last lines when it fails.
step() {
  local title=$1 log=$2 begin=$SECONDS code=0
  shift 2
  mkdir -p "$(dirname "$log")" || die "$(dirname "$log") cannot be written: give this user the right to write there."
  set -m # a process group of its own, so that Ctrl-C can end all of it
  "$@" >"$log" 2>&1 </dev/null &
  STEP=$!
  set +m
  trap interrupt INT TERM
  if [ -t 2 ]; then spin "$title" "$begin"; else tick "$title" "$begin"; fi
  wait "$STEP" || code=$?
  trap - INT TERM
  if [ $code -eq 0 ]; then finished "$title" $((SECONDS - begin)); else failed "$title" "$log"; fi
  return $code
}

spin() {
  local frames=('|' '/' '-' "\\") turn=0
  while kill -0 "$STEP" 2>/dev/null; do
    printf '\r\033[K%s %s %ss' "${frames[turn++ % 4]}" "$1" $((SECONDS - $2)) >&2
    sleep 0.2
  done
  printf '\r\033[K' >&2
}

tick() {
  local told=$SECONDS
  say "$1…"
  while kill -0 "$STEP" 2>/dev/null; do
    sleep 0.2
    if [ $((SECONDS - told)) -ge 10 ]; then
      told=$SECONDS
      say "  … $((SECONDS - $2)) s"
    fi
  done
}

finished() { if [ -t 2 ] || [ "$2" -ge 2 ]; then say "$1: done in $2 s"; fi; }

failed() {
  [ -n "${QUIET:-}" ] && return
  grep -vE '^\[ERROR\] *$|Help 1|Re-run Maven|full stack trace|For more information|After correcting|mvn <args>' "$2" | tail -n 25 >&2
  if grep -qE 'No space left on device|ENOSPC|Disk quota exceeded' "$2" || [ "$(free_megabytes "$WORK")" = 0 ]; then
    say "$1 failed: the disk of $ROOT is full; free some space and try again."
  else
    say "$1 failed: the last lines are above, the whole log is $2"
  fi
}

interrupt() {
  kill -TERM -- "-$STEP" 2>/dev/null
  say ''
  die 'Stopped.' 130
}
