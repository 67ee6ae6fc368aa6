# Installs the Debian packages that a verb needs and this machine lacks; sourced.

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs root, and there is no sudo: run as root: $*"
  fi
}

apt_install() {
  local ask=()
  # Somebody at a terminal sees what apt is about to do and may refuse.
  if [ ! -t 0 ] || [ -n "${CI:-}" ]; then ask=(-y); fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${ask[@]}" --no-install-recommends \
    "$@" >&2
}

install_packages() {
  say "installing: $*"
  if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    as_root apt-get update >&2
    apt_install "$@"
  elif ! apt_install "$@"; then
    # Package lists that are too old name versions the mirrors no longer have.
    as_root apt-get update >&2
    apt_install "$@"
  fi
}

# need_packages GROUP…: afterwards every package of these groups is installed.
need_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "not a Debian system: install what tools/packages.txt lists yourself"
    return 0
  fi
  local group name missing=()
  while read -r group name; do
    if [[ " $* " == *" $group "* ]] && ! is_installed "$name"; then missing+=("$name"); fi
  done < <(grep -v '^ *\(#\|$\)' tools/packages.txt)
  if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
}
