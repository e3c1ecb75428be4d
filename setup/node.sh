#!/usr/bin/env bash
# Sees to it that there is a Node.js 20 or newer with npm: the machine's own, or one in .tools/node
# that .tools/bin points to (only Node.js: the Python beside it must not become anyone's Python).
set -euo pipefail
cd "$(dirname "$0")/.."

good_node() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

if good_node; then
  exit 0
fi
echo "Installing Node.js (for the style sheets) into .tools/node"
rm -rf .tools/node
"$(setup/python.sh)" -m venv .tools/node
.tools/node/bin/pip install --quiet --disable-pip-version-check --require-hashes -r setup/node.txt
mkdir -p .tools/bin
ln -sf ../node/bin/node ../node/bin/npm .tools/bin/
if ! PATH="$PWD/.tools/bin:$PATH" good_node; then
  echo "Node.js was installed into .tools/node and does not start. Install Node.js 20 or newer, and try again." >&2
  exit 1
fi
