#!/usr/bin/env bash
# Lays out the public HTTP cache tests in a folder (install.sh FOLDER): these scripts, and the
# packages of the lock file. Installs packages only when the lock file has changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

die() {
  echo "http-cache-tests: $1" >&2
  exit 1
}

[ $# -eq 1 ] || die "usage: install.sh FOLDER"
folder="$1"
mkdir -p "$folder"
cp -- package.json package-lock.json .npmrc ./*.mjs "$folder"
cd "$folder"

stamp=node_modules/.installed
wanted="$(cksum package.json package-lock.json .npmrc)"
[ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ] && exit 0
command -v npm >/dev/null 2>&1 ||
  die "npm was not found. Install Node.js 20.19 or newer with npm (Debian: apt-get install npm), or build without integration tests: -DskipITs"
echo "http-cache-tests: installing packages"
npm ci --no-progress --loglevel=error >/dev/null || die "npm ci failed; it needs a reachable npm registry."
printf '%s\n' "$wanted" >"$stamp"
