#!/bin/sh
# Builds the fuzz targets with clang 14 and libFuzzer, and runs each for some seconds, one after the other.
#     tests/fuzz/run.sh [SECONDS [NAME...]]        default: 60 seconds, every target
# New inputs and crashes go to build/fuzz/found/NAME/. A crash ends the run; put its file into tests/fuzz/corpus/NAME/.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
. "$root/share/packages.sh"
seconds=${1:-60}
[ $# -eq 0 ] || shift
install_packages $build_packages $test_packages $ci_packages
cd "$root"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz -j "$(nproc)"
if [ $# -eq 0 ]; then
  for source in tests/fuzz/*_fuzz.cc; do
    [ -e "$source" ] || { echo "no fuzz targets" >&2; exit 1; }
    name=${source##*/}
    set -- "$@" "${name%_fuzz.cc}"
  done
fi
for name in "$@"; do
  found=build/fuzz/found/$name
  mkdir -p "$found"
  printf '\n=== %s, %s seconds\n' "$name" "$seconds"
  "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$found/" "$found" "tests/fuzz/corpus/$name"
done
