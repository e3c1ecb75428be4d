#!/usr/bin/env bash
# Sees to it that there is a Java for Spark; without it the tests of Spark are skipped, except where
# TELLBACK_NO_SKIPS=1 says that they must not be.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v java >/dev/null || setup/apt.sh "counting with Spark" openjdk-17-jre-headless; then
  exit 0
fi
if [ "${TELLBACK_NO_SKIPS:-}" = 1 ]; then
  echo "There is no Java, and here the tests of Spark may not be skipped." >&2
  exit 1
fi
echo "*** THE TESTS OF SPARK WILL BE SKIPPED: there is no Java on this machine. ***" >&2
