#!/bin/sh
# Builds the release and its benchmarks (tests/bench/NAME_bench.cc, Google Benchmark) and runs them.
#     tests/bench/run.sh [NAME...]        default: every one
# Each source says why its data has the size that it has. Numbers are for one machine: compare before and after.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
. "$root/share/packages.sh"
install_packages $build_packages $test_packages
cd "$root"
cmake --preset release >/dev/null
cmake --build --preset release --target benchmarks -j "$(nproc)"
if [ $# -eq 0 ]; then
  for source in tests/bench/*_bench.cc; do
    [ -e "$source" ] || { echo "no benchmarks" >&2; exit 1; }
    name=${source##*/}
    set -- "$@" "${name%_bench.cc}"
  done
fi
for name in "$@"; do
  printf '\n=== %s\n' "$name"
  "build/release/tests/bench_$name"
done
