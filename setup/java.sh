#!/usr/bin/env bash
# Sees to it that there is a Java for Spark and for veraPDF, and Debian's JAXB, which veraPDF needs;
# without them the tests of both are skipped, except where TELLBACK_NO_SKIPS=1 says that they must not be.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
[ -e /usr/share/java/jaxb-runtime.jar ] || missing+=(libjaxb-java)
if [ ${#missing[@]} = 0 ] || setup/apt.sh "counting with Spark and judging PDFs" "${missing[@]}"; then
  exit 0
fi
if [ "${TELLBACK_NO_SKIPS:-}" = 1 ]; then
  echo "There is no Java or no JAXB, and here the tests of Spark and veraPDF may not be skipped." >&2
  exit 1
fi
echo "*** THE TESTS OF SPARK OR VERAPDF WILL BE SKIPPED: this machine has no Java or no JAXB. ***" >&2
