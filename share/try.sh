#!/bin/sh
# Installs what Millwright is built with, builds it, and tries it on a copy of the example share/examples/orders.
# Run it from anywhere, as root or with sudo, as often as you like.
set -eu
umask 022
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/share/packages.sh"

install_packages $build_packages
mkdir -p "$root/build"
use_roomy_tmp "$root/build/tmp"
cd "$root"
echo "Building. The first time takes some minutes."
quietly build/configure.log cmake --preset release -DMILLWRIGHT_TESTS=OFF
cmake --build --preset release --target millwright -j "$(nproc)"

rm -rf build/try
cp -R share/examples/orders build/try
cd build/try
PATH=$root/build/release:$PATH
# A deployment chosen in the environment is not for this copy.
unset MILLWRIGHT_DEPLOYMENT 2>/dev/null || true
# The example refers to a secret by this name.
export MAIL_PASSWORD="${MAIL_PASSWORD:-not a real one}"

show() {
  printf '\n$'
  printf ' %s' "$@"
  printf '\n'
  "$@"
}

printf '\nA copy of the example "orders", in %s, with MAIL_PASSWORD set:\n' "$PWD"
show millwright validate settings.toml
show millwright --migrate settings.toml --dry-run
show millwright --migrate settings.toml --yes
show millwright --migrate settings.toml --dry-run
show millwright render settings.toml -o orders.svg
show millwright render settings.toml -o orders.png
printf '\nThe pictures: %s/orders.svg and orders.png\n' "$PWD"
printf 'The program:  %s/build/release/millwright\n' "$root"
