# ./dev test: every suite, each counted from its runner's report; sourced.
# The last line of the output is "N passed, N failed", and the exit code says the same.

results=build/test
longest_suite=20m
simulation_seeds=200
fuzz_seconds=5

# tally SUITE PASSED FAILED SKIPPED
tally() {
  printf '%s %s %s %s\n' "$@" >>"$results/counts"
  if [ "$3" -gt 0 ]; then say "FAILED: $1"; fi
}

# tally_report SUITE STATUS KIND FILE: a suite that ended badly has at least one failure, whatever
# its report says; without a report it is one failure.
tally_report() {
  local suite="$1" status="$2" counts passed failed skipped
  counts="$(node tools/dev/results.mjs "$3" "$4")" || counts="0 1 0"
  read -r passed failed skipped <<<"$counts"
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  tally "$suite" "$passed" "$failed" "$skipped"
}

# status_of COMMAND…: runs it with errexit on and leaves its exit code in $status.
status_of() {
  set +e
  (
    set -e
    "$@"
  )
  status=$?
  set -e
}

# stage NAME COMMAND…: runs a suite, which tallies for itself, and notes its wall time.
stage() {
  local name="$1" began=$SECONDS
  shift
  say "== $name"
  "$@"
  printf '%5d s  %s\n' $((SECONDS - began)) "$name" >>"$results/times"
}

# step NAME COMMAND…: a stage that is one test: it passes or it fails. Leaves the code in $status.
step() {
  local name="$1"
  shift
  stage "$name" status_of "$@"
  if [ "$status" -eq 0 ]; then tally "$name" 1 0 0; else tally "$name" 0 1 0; fi
}

# must NAME COMMAND…: a stage that counts only when it fails. Leaves the code in $status.
must() {
  local name="$1"
  shift
  stage "$name" status_of "$@"
  if [ "$status" -ne 0 ]; then tally "$name" 0 1 0; fi
}

gtest_suite() {
  local program="$1" report="$results/$1.json"
  shift
  status_of timeout --kill-after=10s "$longest_suite" "build/ci/$program" --gtest_brief=1 \
    --gtest_output="json:$report" "$@"
  tally_report "$program" "$status" gtest "$report"
}

# play REPORT FILE…: files of node:test, one after the other.
play() {
  local report="$1"
  shift
  timeout --kill-after=10s "$longest_suite" node --test --test-concurrency=1 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=./tools/dev/node_counts.mjs --test-reporter-destination="$report" "$@"
}

node_suite() {
  local name="$1" report="$results/$1.json"
  shift
  status_of play "$report" "$@"
  tally_report "$name" "$status" node "$report"
}

web_suite() {
  local report="$PWD/$results/web.json"
  status_of timeout --kill-after=10s "$longest_suite" npm --prefix web test --silent -- \
    --reporter=default --reporter=json --outputFile.json="$report"
  tally_report web "$status" vitest "$report"
}

fuzz_suite() {
  local program name passed=0 failed=0
  for program in build/ci/fuzz_*; do
    name="$(basename "$program")"
    # From inside the results: an input that breaks a parser is left there.
    status_of env -C "$results" timeout --kill-after=10s "$longest_suite" "$PWD/$program" \
      --seconds "$fuzz_seconds" --runs 1000000
    if [ "$status" -eq 0 ]; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      say "$name failed; its input is in $results"
    fi
  done
  tally fuzz "$passed" "$failed" 0
}

sanitized_suites() {
  export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
  export UBSAN_OPTIONS=print_stacktrace=1
  local program
  for program in unit_tests net_tests adapter_tests scenario_tests contract_tests; do
    if [ -x "build/ci/$program" ]; then stage "$program" gtest_suite "$program"; fi
  done
  if [ -x build/ci/simulation ]; then
    stage simulation gtest_suite simulation --seeds "$simulation_seeds"
  fi
  if compgen -G 'build/ci/fuzz_*' >/dev/null; then stage fuzz fuzz_suite; fi
}

outside_suites() {
  FIRSTLINE_BIN="$PWD/build/release/firstline"
  FIRSTLINE_OUTPUT="$PWD/$results"
  CHROMIUM="${CHROMIUM:-$(command -v chromium || true)}"
  export FIRSTLINE_BIN FIRSTLINE_OUTPUT CHROMIUM
  if compgen -G 'tests/system/*.mjs' >/dev/null; then
    stage system node_suite system tests/system/*.mjs
  fi
  if compgen -G 'tests/browser/*.mjs' >/dev/null; then stage browser browser_suites; fi
}

# Real browsers on a machine that does other things too: a file that failed is played once more, and
# the output says so. What fails twice has failed.
browser_suites() {
  local file name report
  for file in tests/browser/*.mjs; do
    name="browser-$(basename "$file" .test.mjs)" report="$results/$(basename "$file" .test.mjs).json"
    status_of play "$report" "$file"
    if [ "$status" -ne 0 ]; then
      say "PLAYED TWICE: $file"
      status_of play "$report" "$file"
    fi
    tally_report "$name" "$status" node "$report"
  done
}

# Runs when everything has ended, or when this script breaks in the middle of it.
conclude() {
  local code=$? passed=0 failed=0 skipped=0 suite p f s
  if [ -f "$results/counts" ]; then
    while read -r suite p f s; do
      printf '%-18s %6d passed %4d failed %4d skipped\n' "$suite" "$p" "$f" "$s"
      passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    done <"$results/counts"
  fi
  if [ -f "$results/times" ]; then cat "$results/times"; fi
  printf '%5d s  in all\n' "$SECONDS"
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  local last="$passed passed, $failed failed"
  if [ "$skipped" -gt 0 ]; then last+=", $skipped skipped"; fi
  echo "$last"
  if [ "$failed" -gt 0 ]; then exit 1; fi
}

run_every_test() {
  rm -rf "$results"
  mkdir -p "$results"
  trap conclude EXIT
  local status=0 commit
  commit="$(current_commit)" && export FIRSTLINE_COMMIT="$commit"
  source tools/dev/check.sh
  source tools/dev/bench.sh

  need_packages build check tidy test bench
  need_node
  stage tools node_suite tools tools/*/*.test.mjs
  step tree check_tree
  step format check_format

  must build-ci build ci
  if [ "$status" -eq 0 ]; then
    step tidy check_tidy
    sanitized_suites
  fi

  # The benches too: what nobody builds is soon broken.
  must build-release build release firstline broken_disk $(bench_targets)
  local served=$status
  if [ -f web/package.json ]; then
    must build-web build_web
    if [ "$status" -ne 0 ]; then served=1; fi
    if grep -q '"test":' web/package.json; then stage web web_suite; fi
  fi
  if [ "$served" -eq 0 ] && [ -x build/release/firstline ]; then outside_suites; fi
}
