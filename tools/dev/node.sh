# A node that is new enough for the browser tools; sourced.
# Debian 12 has 18. It is used once, to fetch a current one (and its npm) from the registry into
# build/node. A newer node that is already on the machine is left alone, and so is its package:
# Debian's npm conflicts with other vendors' nodejs.

node_home=build/node/node_modules/.bin
node_packages=(node@22.23.3 npm@10.9.9)

node_is_current() {
  command -v "$1" >/dev/null || return 1
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
           process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Puts the fetched node first on PATH where there is one; installs nothing.
use_fetched_node() {
  if [ -x "$node_home/node" ]; then PATH="$PWD/$node_home:$PATH"; fi
}

need_node() {
  if node_is_current node && command -v npm >/dev/null; then return 0; fi
  use_fetched_node
  if node_is_current node && command -v npm >/dev/null; then return 0; fi
  if ! command -v node >/dev/null; then
    install_packages nodejs npm
  elif ! command -v npm >/dev/null; then
    install_packages npm
  fi
  if node_is_current node; then return 0; fi
  say "node $(node --version) is too old: fetching ${node_packages[*]} into build/node"
  mkdir -p build/node
  npm install --no-save --no-audit --no-fund --loglevel=error --prefix build/node \
    "${node_packages[@]}" >&2
  use_fetched_node
  hash -r
  node_is_current node || die "the fetched node does not run; remove build/node and try again"
}
