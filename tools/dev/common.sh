# Shared by the verbs of ./dev; sourced, never run.

say() { printf '%s\n' "$*" >&2; }
die() {
  say "dev: $*"
  exit 1
}

current_commit() { git rev-parse --short HEAD 2>/dev/null || echo unknown; }

# One hash over the names and contents of the files given on stdin, NUL-separated.
hash_of_files() { sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1; }

# changed_since STAMP HASH: whether the work that HASH describes is still to be done.
changed_since() { [ ! -f "$1" ] || [ "$(cat "$1")" != "$2" ]; }
