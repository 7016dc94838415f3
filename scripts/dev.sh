#!/bin/sh
# `make dev`: a debug server, which reads the web app from disk, beside a build that follows the sources.
set -eu
cd "$(dirname "$0")/.."
scripts/npm-ci.sh web
(cd web && npm run --silent build)
(cd web && exec npm run --silent build -- --watch) &
watcher=$!
trap 'kill "$watcher" 2>/dev/null || true' EXIT INT TERM
cargo run --locked --package parlance-server -- serve --demo
