#!/usr/bin/env bash
# Puts the pinned uv, its hashes checked, into .tools/uv.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(setup/python.sh)

# Debian ships venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  setup/apt.sh "Python's virtual environments" python3-venv
fi
rm -rf .tools/uv
"$python" -m venv .tools/uv
.tools/uv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r setup/uv.txt
