#!/bin/sh
# `make deps`: what the tests need and a fresh Debian machine lacks. Installs only what is missing, and
# never lets a package start a service: the tests start their own on free loopback ports.
set -eu
cd "$(dirname "$0")/.."

has() {
  command -v "$1" >/dev/null 2>&1
}

has_postgres() {
  { has postgres && has initdb; } || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

has_chromium() {
  { [ -n "${PARLANCE_CHROMIUM:-}" ] && [ -x "$PARLANCE_CHROMIUM" ]; } || has chromium-headless-shell
}

# Debian's fontconfig is what Chromium asks; without it the screenshots fall back to boxes for many scripts.
has_fonts() {
  [ -d /usr/share/fonts/truetype/noto ] || { has fc-list && fc-list | grep -qi noto; }
}

has_emoji() {
  [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || { has fc-list && fc-list | grep -qi emoji; }
}

# Not the scanner of the command line: the tests start the daemon, with a signature of their own.
has_clamd() {
  has clamd || [ -x /usr/sbin/clamd ]
}

packages=""
has_postgres || packages="$packages postgresql"
has_chromium || packages="$packages chromium-headless-shell"
has_fonts || packages="$packages fonts-noto-core"
has_emoji || packages="$packages fonts-noto-color-emoji"
has_clamd || packages="$packages clamav-daemon"

if [ -n "$packages" ]; then
  if ! has apt-get; then
    echo "deps: please install$packages; this machine has no apt-get to do it with" >&2
    exit 1
  fi
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    if ! has sudo; then
      echo "deps: please install$packages; installing needs root, and there is no sudo" >&2
      exit 1
    fi
    as_root="sudo"
  fi
  echo "deps: installing$packages"
  # policy-rc.d answering 101 is how Debian is told not to start a service it installs.
  policy=/usr/sbin/policy-rc.d
  ours=""
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
    ours=yes
    trap '[ -z "$ours" ] || $as_root rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
  fi
  $as_root apt-get update -q
  # shellcheck disable=SC2086 # the list is meant to be split
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
fi

for folder in web e2e; do
  [ ! -d "$folder" ] || scripts/npm-ci.sh "$folder"
done
