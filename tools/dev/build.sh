# Builds of the server and of the browser's side; sourced.

job_count() { echo "${FL_JOBS:-$(nproc)}"; }

# build PRESET [TARGET…]: configures when needed, then builds everything or the targets.
build() {
  local preset="$1" folder="build/$1"
  shift
  if [ ! -f "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/build.ninja" ]; then
    cmake --preset "$preset" >&2
  fi
  local quiet=()
  if [ ! -t 2 ]; then quiet=(--quiet); fi
  # What another clone of the same sources compiled on this machine need not be compiled again.
  CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1 ninja -C "$folder" -j "$(job_count)" "${quiet[@]}" "$@" >&2
}

# The examples in api/ are inputs too: types are checked against them.
web_inputs() {
  local folders=(web)
  if [ -d api ]; then folders+=(api); fi
  find "${folders[@]}" -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' \
    -not -name '*.tsbuildinfo' -print0
}

need_web_modules() {
  need_node
  local stamp=build/web/modules.stamp hash
  hash="$(node --version) $(printf 'web/package-lock.json\0' | hash_of_files)"
  if [ -d web/node_modules ] && ! changed_since "$stamp" "$hash"; then return 0; fi
  npm ci --prefix web --no-audit --no-fund --loglevel=error >&2
  mkdir -p build/web
  echo "$hash" >"$stamp"
}

# The desk, the widget and the portal into web/dist, when their sources changed.
build_web() {
  if [ ! -f web/package.json ]; then return 0; fi
  need_web_modules
  local stamp=build/web/dist.stamp hash
  hash="$(web_inputs | hash_of_files)"
  if [ -d web/dist ] && ! changed_since "$stamp" "$hash"; then return 0; fi
  npm run --silent --prefix web build >&2
  echo "$hash" >"$stamp"
}
