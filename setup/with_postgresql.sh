#!/usr/bin/env bash
# with_postgresql.sh COMMAND...: runs the command with DATABASE_URL naming a PostgreSQL of its own, which
# lives in a temporary folder, listens on no port, and is gone afterwards however the command ends.
set -euo pipefail
cd "$(dirname "$0")/.."

server_programs() {
  { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null || true; } | sort -V | tail -n 1
}

programs=$(server_programs)
if [ -z "$programs" ]; then
  setup/apt.sh "PostgreSQL" postgresql
  programs=$(server_programs)
fi
if [ -z "$programs" ]; then
  echo "There is no PostgreSQL server under /usr/lib/postgresql, so its tests cannot run." >&2
  exit 1
fi

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  as_postgres=(runuser -u postgres --)
else
  as_postgres=()
fi

folder=$(mktemp -d /tmp/tellback-postgresql.XXXXXX)
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
fi
in_folder() {
  (cd "$folder" && "${as_postgres[@]}" "$programs/$1" "${@:2}")
}
stop() {
  in_folder pg_ctl --pgdata "$folder/data" --mode immediate --wait stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT

in_folder initdb --pgdata "$folder/data" --username tellback --auth trust --encoding UTF8 --locale C.UTF-8 \
  >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
# Nothing here must outlast the tests, so nothing waits for the disk, unless that is what is measured.
fsync=${TELLBACK_POSTGRESQL_FSYNC:-off}
in_folder pg_ctl --pgdata "$folder/data" --log "$folder/server.log" --wait --options \
  "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=$fsync -c full_page_writes=$fsync" \
  start >/dev/null || { cat "$folder/server.log" >&2; exit 1; }
in_folder createdb --host "$folder" --username tellback tellback

DATABASE_URL="postgres://tellback@${folder//\//%2F}/tellback" "$@"
