# ./dev run: from a clone to a running contact centre; sourced.

run() {
  local open=""
  if [ "${1:-}" = --open ]; then
    open=--open
    shift
  fi
  need_packages build
  need_node
  build release firstline
  build_web
  # exec: signals reach the server itself, which drains on the first and stops on the second.
  exec build/release/firstline serve --demo --data var "$@" \
    > >(exec node tools/dev/ready.mjs $open)
}
