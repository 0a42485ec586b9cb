# The Debian packages that Millwright is built and tested with, and how scripts install them. Sourced, POSIX sh.

build_packages="g++ cmake ninja-build ccache pkg-config git ca-certificates libcli11-dev libtoml11-dev
 nlohmann-json3-dev libexpected-dev libsqlite3-dev libpugixml-dev nettle-dev libutf8proc-dev libgraphviz-dev
 tao-pegtl-dev libre2-dev libhowardhinnant-date-dev tzdata fonts-dejavu-core libpq-dev libkainjow-mustache-dev
 libdtl-dev"
# Without postgresql (whose client library libpq5 is all that a deployment on PostgreSQL needs to run) its tests are skipped.
test_packages="catch2 librapidcheck-dev libbenchmark-dev python3 python3-jsonschema graphviz postgresql"
# Only tests with tools from npm and with a browser need these; without them those tests are skipped.
npm_packages="nodejs npm"
browser_packages="chromium"
ci_packages="clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev"

# install_packages NAME...: installs what is missing, and asks neither apt nor sudo when nothing is.
install_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    printf 'This is not Debian, so nothing is installed. What is needed, by its names there:\n%s\n' "$*"
    return 0
  fi
  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    printf 'Packages are missing, and there is neither root nor sudo to install them. As root:\n' >&2
    printf '  apt-get install --no-install-recommends%s\n' "$missing" >&2
    return 1
  fi
  printf 'Installing:%s\n' "$missing"
  # Lists may be absent or old: one update, and only now that something is needed.
  $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o Dpkg::Use-Pty=0 $missing >/dev/null
}

# install_npm_tools FROM FOLDER: what FROM/package.json pins is installed into FOLDER, once; a note where that cannot be.
install_npm_tools() {
  if ! command -v npm >/dev/null 2>&1; then
    printf 'npm is missing, so tests with tools of editors, of mermaid and with a browser are skipped.\n'
    return 0
  fi
  mkdir -p "$2"
  cmp -s "$1/package-lock.json" "$2/installed.json" && return 0
  cp "$1/package.json" "$1/package-lock.json" "$2/"
  if (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1); then
    cp "$1/package-lock.json" "$2/installed.json"
  else
    rm -rf "$2/node_modules"
    printf 'npm could not install its tools (%s), so tests with them are skipped.\n' "$2/npm.log"
  fi
}

# use_roomy_tmp FOLDER: compilers and tests write to FOLDER when the place for temporary files has under 1 GB free.
use_roomy_tmp() {
  free=$(df -Pk "${TMPDIR:-/tmp}" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${free:-0}" -lt 1000000 ] || return 0
  mkdir -p "$1"
  TMPDIR=$1
  export TMPDIR
}

# quietly LOG COMMAND...: runs COMMAND, and shows what it printed only when it fails.
quietly() {
  log=$1
  shift
  "$@" >"$log" 2>&1 || { status=$?; cat "$log" >&2; return $status; }
}
