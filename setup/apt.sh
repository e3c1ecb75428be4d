#!/usr/bin/env bash
# apt.sh PURPOSE PACKAGE...: installs Debian packages where that is allowed, or says what to type.
set -euo pipefail
purpose=$1
shift

if ! command -v apt-get >/dev/null; then
  echo "$purpose: this machine has no apt-get. Install what is called '$*' on Debian, and try again." >&2
  exit 1
elif [ "$(id -u)" = 0 ]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  echo "$purpose: some packages are missing. Type 'sudo apt-get install $*', and try again." >&2
  exit 1
fi

echo "Installing for $purpose: $*"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "$purpose: 'apt-get $*' failed, as said above. Mend that, and try again." >&2
    exit 1
  fi
}
quietly update
quietly install --yes --no-install-recommends "$@"
