# ./dev check and ./dev fmt: the rules that need no build; sourced.

# The version Debian 12 has; others break lines elsewhere.
clang_format() {
  if command -v clang-format-14 >/dev/null; then clang-format-14 "$@"; else clang-format "$@"; fi
}

cpp_files() {
  local folders=() folder
  for folder in src tests bench; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
  done
  find "${folders[@]}" -type f \( -name '*.cpp' -o -name '*.hpp' \) -print0
}

check_tree() { node tools/check_tree/main.mjs "$@"; }

check_format() {
  cpp_files | xargs -0 -r bash -c "$(declare -f clang_format); clang_format --dry-run -Werror \"\$@\"" _
}

format() {
  need_packages check
  cpp_files | xargs -0 -r bash -c "$(declare -f clang_format); clang_format -i \"\$@\"" _
}

# The C++ sources that differ from the commit before the last one, committed or not.
changed_sources() {
  local base=HEAD~1
  git rev-parse -q --verify "$base" >/dev/null || base=HEAD
  git diff --name-only --diff-filter=d "$base" -- 'src/*.cpp' 'tests/*.cpp' 'bench/*.cpp'
}

check_tidy() {
  need_packages build test tidy
  local files=()
  mapfile -t files < <(changed_sources)
  if [ ${#files[@]} -eq 0 ]; then
    say "clang-tidy: no source has changed"
    return 0
  fi
  # It reads how each file is compiled.
  local preset=ci
  if [ ! -f build/ci/compile_commands.json ]; then
    preset=dev
    cmake --preset dev >&2
  fi
  # The flags are those of GCC; clang does not know all of them.
  printf '%s\0' "${files[@]}" \
    | xargs -0 -n 1 -P "$(job_count)" clang-tidy -p "build/$preset" --quiet \
      --extra-arg=-Wno-unknown-warning-option --warnings-as-errors='*'
}

check() {
  need_packages check
  need_node
  local failed=0
  check_tree || failed=1
  check_format || failed=1
  if [ "${1:-}" = --tidy ]; then check_tidy || failed=1; fi
  return "$failed"
}
