#!/bin/sh
# Builds the release and its benchmarks, and runs them: dry_run, pictures, python_settings and iris_sources (whole runs of
# the program), page (the HTML page of a picture in Chromium), and each tests/bench/NAME_bench.cc (Google Benchmark, or a
# table of its own).
#     tests/bench/run.sh [NAME...]        default: every one
# Each says why its data has the size that it has. Numbers are for one machine: compare before and after.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
. "$root/share/packages.sh"
install_packages $build_packages $test_packages
cd "$root"
cmake --preset release >/dev/null
cmake --build --preset release --target millwright benchmarks -j "$(nproc)"
if [ $# -eq 0 ]; then
  set -- dry_run pictures python_settings iris_sources page
  for source in tests/bench/*_bench.cc; do
    [ -e "$source" ] || continue
    name=${source##*/}
    set -- "$@" "${name%_bench.cc}"
  done
fi
for name in "$@"; do
  printf '\n=== %s\n' "$name"
  if [ -e "tests/bench/$name.py" ]; then
    python3 "tests/bench/$name.py" --bin build/release/millwright
  else
    "build/release/tests/bench_$name"
  fi
done
