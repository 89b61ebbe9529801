#!/usr/bin/env bash
# Builds the web console into a folder (build.sh build FOLDER) or runs its unit tests (build.sh test;
# not where SKIP_TESTS or MAVEN_TEST_SKIP is true). Does only what its inputs make necessary: what
# they were is kept in stamp files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[ -t 1 ] || export NO_COLOR=1

die() {
  echo "console: $1" >&2
  exit 1
}

# Prints a digest of the contents of the given files and folders.
digest() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

require_node() {
  command -v node >/dev/null 2>&1 ||
    die "Node.js was not found. Install Node.js 20.19, 22.12 or newer with npm (https://nodejs.org), or build without the console: -Dconsole.skip"
  local version major minor
  version="$(node --version)"
  IFS=. read -r major minor _ <<<"${version#v}"
  case "$major" in
    20) [ "$minor" -ge 19 ] ;;
    22) [ "$minor" -ge 12 ] ;;
    *) [ "$major" -gt 22 ] ;;
  esac || die "Node.js $version is too old. Install Node.js 20.19, 22.12 or newer (https://nodejs.org)."
  command -v npm >/dev/null 2>&1 ||
    die "npm was not found, though Node.js was. Install npm 10 or newer (Debian: apt-get install npm)."
}

# Installs the packages of the lock file, unless they are there.
install_packages() {
  local stamp=node_modules/.installed wanted
  wanted="$(digest package.json package-lock.json .npmrc)"
  [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ] && return 0
  require_node
  echo "console: installing packages"
  npm ci --no-progress --loglevel=error >/dev/null || die "npm ci failed; it needs a reachable npm registry."
  printf '%s\n' "$wanted" >"$stamp"
}

# Writes the licences of what the bundle holds, as they ask for.
write_licences() {
  local package
  for package in vue vue-router hls.js shaka-player tus-js-client; do
    printf '%s\n\n%s\n\n\n' "== $package" "$(cat "node_modules/$package/LICENSE")"
  done >"$1/licences.txt"
}

build() {
  local out="$1" stamp=node_modules/.built wanted
  wanted="$out $(digest src public index.html build.sh vite.config.ts tsconfig.json package.json package-lock.json .npmrc)"
  if [ -f "$out/index.html" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
    return 0
  fi
  install_packages
  require_node
  echo "console: building"
  rm -f "$stamp"
  node_modules/.bin/vue-tsc --noEmit
  node_modules/.bin/vite build --logLevel warn --outDir "$out" --emptyOutDir
  write_licences "$out"
  printf '%s\n' "$wanted" >"$stamp"
}

case "${1:-}" in
  build)
    [ $# -eq 2 ] || die "usage: build.sh build FOLDER"
    build "$2"
    ;;
  test)
    if [ "${SKIP_TESTS:-}" = true ] || [ "${MAVEN_TEST_SKIP:-}" = true ]; then
      exit 0
    fi
    install_packages
    require_node
    node_modules/.bin/vitest run --reporter=dot
    ;;
  *) die "usage: build.sh build FOLDER | build.sh test" ;;
esac
