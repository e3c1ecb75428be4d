#!/usr/bin/env bash
# Prints the path of a Python 3.11 or newer.
set -euo pipefail

for name in ${TELLBACK_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
  found=$(command -v "$name") || continue
  if "$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    # The interpreter itself, and not a wrapper that picks another one in another folder.
    "$found" -c 'import sys; print(sys.executable)'
    exit 0
  fi
done
echo "Tellback needs Python 3.11 or newer, and found none. Install one (on Debian 12: 'apt-get install python3')," >&2
echo "or name it: 'make TELLBACK_PYTHON=/path/to/python3.11 ...'." >&2
exit 1
