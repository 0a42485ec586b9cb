#!/bin/sh
# Does install_packages (share/packages.sh) ask apt only for what is missing, and say what to do where it cannot?
# dpkg-query, apt-get, sudo and id are stand-ins that write down how they were called.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/none"
calls=$scratch/calls
failed=0

stand_in() {
  printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}
# The last argument is the package: those called have-* are there.
stand_in dpkg-query 'for last; do :; done; case $last in have-*) printf installed ;; *) exit 1 ;; esac'
stand_in apt-get "printf 'apt-get %s\n' \"\$*\" >>'$calls'"
stand_in env 'shift; exec "$@"'

# try WHAT USER-ID PACKAGE...: runs install_packages; leaves its output, status and the calls it made.
try() {
  what=$1
  stand_in id "echo $2"
  shift 2
  : >"$calls"
  status=0
  output=$(PATH="$scratch/bin" && . "$root/share/packages.sh" && install_packages "$@" 2>&1) || status=$?
}
want() {
  if [ "$1" != "$2" ]; then
    printf '%s: wanted\n  %s\ngot\n  %s\n' "$what" "$2" "$1"
    failed=1
  fi
}
contains() {
  case $1 in
    *"$2"*) ;;
    *) want "$1" "... $2 ..." ;;
  esac
}

try "nothing is missing" 0 have-a have-b
want "$status $output $(cat "$calls")" "0  "

try "something is missing, as root" 0 have-a lack-b lack-c
want "$status" 0
contains "$(cat "$calls")" "apt-get update"
contains "$(cat "$calls")" "--no-install-recommends"
contains "$(tail -n 1 "$calls")" "lack-b lack-c"
want "$(grep -c have-a "$calls" || true)" 0

try "something is missing, and no sudo" 1000 lack-b
want "$status $(cat "$calls")" "1 "
contains "$output" "apt-get install --no-install-recommends lack-b"

stand_in sudo "printf 'sudo ' >>'$calls'; exec \"\$@\""
try "something is missing, with sudo" 1000 lack-b
want "$status $(grep -c '^sudo apt-get' "$calls")" "0 2"

rm "$scratch/bin/apt-get"
try "another system" 1000 lack-b
want "$status $(cat "$calls")" "0 "
contains "$output" "This is not Debian"

# install_npm_tools: once when it works, a note and no failure when it does not. The real path, for cp and the like.
mkdir "$scratch/tools" "$scratch/npm"
echo '{}' >"$scratch/tools/package.json"
echo '{}' >"$scratch/tools/package-lock.json"
try_npm() {
  what=$1
  : >"$calls"
  printf '#!/bin/sh\necho npm >>%s\nexit %s\n' "'$calls'" "$2" >"$scratch/npm/npm"
  chmod +x "$scratch/npm/npm"
  status=0
  output=$(PATH="$scratch/npm:$PATH" && . "$root/share/packages.sh" &&
    install_npm_tools "$scratch/tools" "$scratch/built" 2>&1) || status=$?
}
try_npm "npm fails" 1
want "$status $(cat "$calls")" "0 npm"
contains "$output" "tests with them are skipped"
try_npm "npm works" 0
want "$status $output $(cat "$calls")" "0  npm"
try_npm "the tools are there" 0
want "$status $output $(cat "$calls")" "0  "

for script in share/try.sh share/test.sh share/packages.sh tests/fuzz/run.sh tests/bench/run.sh; do
  sh -n "$root/$script" || failed=1
done
bash -n "$root/.ci/run" || failed=1
[ $failed -eq 0 ] && echo "scripts: fine"
exit $failed
