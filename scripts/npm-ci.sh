#!/bin/sh
# Installs the npm packages of each folder named, unless what is installed already matches its lockfile.
set -eu
cd "$(dirname "$0")/.."
for folder in "$@"; do
  if [ ! -f "$folder/package-lock.json" ]; then
    echo "npm-ci: $folder/package-lock.json is missing" >&2
    exit 1
  fi
  want="$(sha256sum < "$folder/package-lock.json") $(node --version)"
  stamp="$folder/node_modules/.lockfile-stamp"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    continue
  fi
  echo "npm ci in $folder"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund)
  printf '%s\n' "$want" > "$stamp"
done
