# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Every test and every check, for people and for CI.

PASSED=0 FAILED=0 SKIPPED=0 SUMMARY=() BROKEN=

# --------------------------------------------------------------- tests

run_tests() {
  local part=${1:-all} begin=$SECONDS
  case $part in all | java | web | e2e) ;; *) die "./keneya test does not know '$part'; it knows java, web and e2e." 2 ;; esac
  mkdir -p "$WORK" || exit 1
  find_jdk
  find_maven
  find_node
  # The server's tests meet the real pages.
  if [ -f "$ROOT/web/package.json" ]; then build_web "$(fingerprint web)"; fi
  case $part in all | java) test_java ;; esac
  case $part in all | web) test_web ;; esac
  case $part in all | e2e) test_e2e ;; esac
  say ''
  printf '%s\n' "${SUMMARY[@]}" "time: $((SECONDS - begin)) s"
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" -eq 0 ] && [ -z "$BROKEN" ]
}

# count PART EXIT-CODE PASSED FAILED SKIPPED [COVERAGE] adds a part to the totals; a part that ran nothing has failed.
count() {
  local passed=${3:-0} failed=${4:-0} skipped=${5:-0} note=
  if [ "$2" -ne 0 ] && [ "$failed" -eq 0 ]; then
    note='; its runner failed, see above'
    failed=1
  elif [ $((passed + failed)) -eq 0 ]; then
    note='; no test ran'
    failed=1
  fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
  [ "$failed" -gt 0 ] && BROKEN=yes
  SUMMARY+=("$1: $passed passed, $failed failed, $skipped skipped${6:+ (lines covered: $6)}$note")
}

test_java() {
  local log=$WORK/test-java.log code
  say 'Testing the Java part'
  find "$ROOT" -path '*/node_modules' -prune -o -type d \( -name surefire-reports -o -name failsafe-reports \) -print0 |
    xargs -0 rm -rf
  maven -Dmaven.test.failure.ignore=true verify </dev/null 2>&1 | tee "$log" |
    grep --line-buffered -E '^\[(INFO|WARNING|ERROR)\] (Building Keneya|Tests run:.* -- in)|^\[ERROR\]|^\[INFO\] (BUILD|Total time)'
  code=${PIPESTATUS[0]}
  # shellcheck disable=SC2046 # three numbers
  count java "$code" $(java_totals) "$(java_coverage)"
}

# Sums the reports of surefire and failsafe: passed, failed, skipped.
java_totals() {
  find "$ROOT" -path '*/node_modules' -prune -o -name 'TEST-*.xml' -path '*-reports/*' -print0 |
    xargs -0 cat 2>/dev/null |
    awk '
      function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
      /<testsuite / { all += value("tests"); bad += value("failures") + value("errors"); left += value("skipped") }
      END { print all - bad - left, bad + 0, left + 0 }'
}

java_coverage() {
  find "$ROOT" -path '*/node_modules' -prune -o -name jacoco.csv -print0 | xargs -0 cat 2>/dev/null |
    awk -F, '$8 ~ /^[0-9]+$/ { missed += $8; covered += $9 } END { if (covered) printf "%.1f %%", 100 * covered / (missed + covered) }'
}

test_web() {
  local report=$WORK/test-web.json code=0
  say 'Testing the web pages'
  [ -f "$ROOT/web/package.json" ] || { count web 1 && return; }
  install_packages "$ROOT/web" || { count web 1 && return; }
  rm -f "$report"
  (cd "$ROOT/web" && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report" \
    --coverage) </dev/null || code=$?
  # shellcheck disable=SC2046 # three numbers
  count web "$code" $(json "$report" '[r.numPassedTests, r.numFailedTests, r.numPendingTests + (r.numTodoTests || 0)].join(" ")' 0 0 0) \
    "$(json "$ROOT/web/coverage/coverage-summary.json" 'r.total.lines.pct + " %"')"
}

# json FILE EXPRESSION [OTHERWISE…] evaluates an expression on the content r of a file.
json() {
  local file=$1 expression=$2
  shift 2
  node -e "const r = JSON.parse(require('fs').readFileSync(process.argv[1])); console.log($expression)" "$file" 2>/dev/null ||
    echo "$@"
}

test_e2e() {
  local report=$WORK/test-e2e.json code=0 browser
  say 'Testing end to end'
  [ -f "$ROOT/e2e/package.json" ] || { count e2e 1 && return; }
  install_packages "$ROOT/e2e" || { count e2e 1 && return; }
  browser=$(find_browser) || { count e2e 1 && return; }
  build
  start_for_tests || { count e2e 1 && return; }
  rm -f "$report"
  (cd "$ROOT/e2e" && KENEYA_URL=http://localhost:$TEST_PORT KENEYA_CHROMIUM=$browser PLAYWRIGHT_JSON_OUTPUT_FILE=$report \
    PLAYWRIGHT_JSON_OUTPUT_NAME=$report PLAYWRIGHT_HTML_OPEN=never npx --no-install playwright test --reporter=list,json) </dev/null || code=$?
  stop_for_tests
  # shellcheck disable=SC2046 # three numbers
  count e2e "$code" $(json "$report" '[r.stats.expected + r.stats.flaky, r.stats.unexpected, r.stats.skipped].join(" ")' 0 0 0)
}

# Prints the path of a Chromium, installing Debian's when this is root on a Debian without one.
find_browser() {
  local name
  for name in "${KENEYA_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    step 'Installing Chromium' "$WORK/chromium.log" install_chromium && command -v chromium && return 0
  fi
  say 'The end-to-end tests need Chromium or Chrome and none is here: install one (Debian: apt-get install chromium), or set KENEYA_CHROMIUM to it.'
  return 1
}

install_chromium() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update && apt-get install --yes --no-install-recommends chromium
}

# Starts a server of its own for the tests, on a free port and on data that are thrown away.
start_for_tests() {
  local tries=0
  TEST_PORT=18080
  while port_in_use "$TEST_PORT"; do TEST_PORT=$((TEST_PORT + 1)); done
  TEST_DATA=$(mktemp -d "$WORK/e2e.XXXXXX") || return 1
  java_flags
  "$JDK/bin/java" "${FLAGS[@]}" -cp "$APPLICATION" org.keneya.Keneya start --port "$TEST_PORT" --data "$TEST_DATA" \
    >"$WORK/e2e-server.log" 2>&1 </dev/null &
  TEST_SERVER=$!
  trap stop_for_tests EXIT
  until grep -q '^Keneya is ready' "$WORK/e2e-server.log" 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 1500 ] || ! kill -0 $TEST_SERVER 2>/dev/null; then
      tail -n 25 "$WORK/e2e-server.log" >&2
      say "The server of the end-to-end tests did not start: the last lines are above, the whole log is $WORK/e2e-server.log"
      stop_for_tests
      return 1
    fi
    sleep 0.2
  done
}

stop_for_tests() {
  trap - EXIT
  kill -TERM "$TEST_SERVER" 2>/dev/null && wait "$TEST_SERVER" 2>/dev/null
  rm -rf "$TEST_DATA"
}


# --------------------------------------------------------------- checks without tests

# What the pages are made of, from the lock file alone; the server's is server/target/bom.json, LicencesIT reads both.
web_bill() {
  (cd "$ROOT/web" && npm sbom --package-lock-only --omit dev --sbom-format cyclonedx >"$WORK/bom-web.json")
}

check() {
  local fix=${1:-} goal=spotless:check lint=lint failures=()
  case $fix in '') ;; --fix) goal=spotless:apply lint=format ;; *) die "./keneya check does not know '$fix'; it knows --fix." 2 ;; esac
  find_jdk
  find_maven
  find_node
  step 'Java: formatting and compilation' "$WORK/check-java.log" maven "$goal" test-compile || failures+=(java)
  if [ -f "$ROOT/web/package.json" ]; then
    install_packages "$ROOT/web" && step "Web: $lint" "$WORK/check-web.log" npm run "$lint" --prefix "$ROOT/web" || failures+=(web-lint)
    step 'Web: bill of materials' "$WORK/check-sbom.log" web_bill || failures+=(web-bill)
    step 'Web: types' "$WORK/check-types.log" npm run typecheck --prefix "$ROOT/web" || failures+=(web-types)
  fi
  if [ -f "$ROOT/e2e/package.json" ]; then
    install_packages "$ROOT/e2e" && step 'End to end: types' "$WORK/check-e2e.log" npm run typecheck --prefix "$ROOT/e2e" || failures+=(e2e)
  fi
  if command -v shellcheck >/dev/null; then
    step 'Scripts' "$WORK/check-scripts.log" shellcheck "$ROOT/keneya" "$ROOT"/launcher/*.sh "$ROOT/.ci/run" "$ROOT/.githooks/commit-msg" || failures+=(scripts)
  fi
  [ ${#failures[@]} -eq 0 ] || die "Checks failed: ${failures[*]}"
  say 'All checks passed.'
}
