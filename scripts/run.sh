#!/bin/sh
# `make run`: the web app, the server, the demo marketplace. Needs cargo, node, npm and a C compiler only.
# Every PARLANCE_* setting is honoured; docs/operate/settings.md lists them.
set -eu
cd "$(dirname "$0")/.."
for tool in cargo node npm cc; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "make run needs $tool, which is not installed" >&2
    exit 1
  fi
done
scripts/npm-ci.sh web
(cd web && npm run --silent build)
cargo build --release --locked --package parlance-server
exec "$(scripts/target-dir.sh)/release/parlance" serve --demo
