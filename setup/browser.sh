#!/usr/bin/env bash
# Sees to it that there is a Chromium for the journeys, and what drives it; without them the journeys are
# skipped, except where TELLBACK_NO_SKIPS=1 says that they must not be.
set -euo pipefail
cd "$(dirname "$0")/.."

# The same names as the fixture `chromium` in tests/conftest.py looks for.
has_browser() {
  { command -v chromium || command -v chromium-browser; } >/dev/null
}
# Playwright brings a Node.js that needs a library of its own.
has_driver() {
  .venv/bin/playwright --version >/dev/null 2>&1
}

if has_browser && has_driver; then
  exit 0
fi
if setup/apt.sh "the journeys in a browser" chromium fonts-liberation libatomic1 && has_browser && has_driver; then
  exit 0
fi
if [ "${TELLBACK_NO_SKIPS:-}" = 1 ]; then
  echo "There is no Chromium that can be driven, and here the journeys may not be skipped." >&2
  exit 1
fi
echo "*** THE JOURNEYS IN A BROWSER WILL BE SKIPPED: there is no Chromium on this machine that can be driven. ***" >&2
