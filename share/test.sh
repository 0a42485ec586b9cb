#!/bin/sh
# Installs what Millwright is built and tested with, builds the release, and runs every test. Tests that need something
# this machine lacks are counted as skipped; the corpus of real inputs is the folder that MILLWRIGHT_CORPUS names.
# Run it from anywhere, as root or with sudo, as often as you like.
set -eu
umask 022
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/share/packages.sh"

if [ -n "${MILLWRIGHT_CORPUS-}" ]; then  # may be relative to where the caller is
  MILLWRIGHT_CORPUS=$(CDPATH= cd -- "$MILLWRIGHT_CORPUS" && pwd -P)
  export MILLWRIGHT_CORPUS
fi
install_packages $build_packages $test_packages
mkdir -p "$root/build"
use_roomy_tmp "$root/build/tmp"
cd "$root"
command -v npm >/dev/null 2>&1 || install_packages $npm_packages || true
command -v chromium >/dev/null 2>&1 || install_packages $browser_packages || true
install_npm_tools tests/tools build/tools
quietly build/configure.log cmake --preset release
cmake --build --preset release -j "$(nproc)"
ctest --preset release -j "$(nproc)"
