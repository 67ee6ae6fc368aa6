# ./dev bench: builds and runs benches; only their JSON lines go to standard output; sourced.

bench_names() {
  local entry name
  for entry in bench/*; do
    name="$(basename "$entry" .cpp)"
    if [ "$name" = support ]; then continue; fi
    if [[ "$entry" == *.cpp ]] || compgen -G "$entry/*.cpp" >/dev/null; then echo "$name"; fi
  done
}

bench_targets() { bench_names | sed 's/^/bench_/'; }

bench() {
  need_packages build test bench
  local names=()
  if [ $# -gt 0 ] && [[ "$1" != -* ]]; then
    names=("$1")
    shift
  else
    mapfile -t names < <(bench_names)
  fi
  if [ ${#names[@]} -eq 0 ]; then die "there is no bench yet"; fi
  build release "${names[@]/#/bench_}"
  if [ -f src/server/main.cpp ]; then build release firstline; fi
  local commit name
  commit="$(current_commit)"
  for name in "${names[@]}"; do
    FIRSTLINE_COMMIT="$commit" FIRSTLINE_BIN="$PWD/build/release/firstline" \
      "build/release/bench_$name" "$@"
  done
}
