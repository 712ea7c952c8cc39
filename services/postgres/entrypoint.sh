#!/bin/bash
# Starts PostgreSQL; makes the cluster first where the data directory is empty. A cluster is made in a folder of its own and moved
# into place when it is complete, so that a start that was killed leaves nothing that could be taken for a database.
set -Eeuo pipefail

fail() {
  echo "postgres: $*" >&2
  exit 1
}

# Prints a setting from the variable, else from the file that VARIABLE_FILE names.
setting() {
  local name=$1 file="${1}_FILE"
  if [ -n "${!name:-}" ]; then
    printf '%s' "${!name}"
  elif [ -n "${!file:-}" ]; then
    [ -r "${!file}" ] || fail "$file: ${!file} cannot be read by user $(id -u)"
    printf '%s' "$(<"${!file}")"
  fi
}

# Runs what stands in /docker-entrypoint-initdb.d, in the order of the names.
run_initial_scripts() {
  local script
  for script in /docker-entrypoint-initdb.d/*; do
    echo "postgres: first start runs $script"
    case "$script" in
      *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
      *.sql) psql_setup --dbname "$POSTGRES_DB" --file "$script" ;;
      *.sql.gz) gunzip -c "$script" | psql_setup --dbname "$POSTGRES_DB" ;;
      *) echo "postgres: $script is neither .sh nor .sql nor .sql.gz and is left alone" ;;
    esac
  done
}

psql_setup() {
  psql --set ON_ERROR_STOP=1 --no-psqlrc --no-password --quiet --username "$POSTGRES_USER" "$@"
}

make_cluster() {
  local password
  password=$(setting POSTGRES_PASSWORD)
  [ -n "$password" ] || fail "POSTGRES_PASSWORD is missing: set it, or POSTGRES_PASSWORD_FILE to a file that holds it"
  POSTGRES_USER=$(setting POSTGRES_USER)
  export POSTGRES_USER=${POSTGRES_USER:-postgres}
  POSTGRES_DB=$(setting POSTGRES_DB)
  export POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}

  rm -rf "$staging"
  local arguments=(--encoding=UTF8 --locale=C.UTF-8 --data-checksums --auth-host=scram-sha-256 --auth-local=trust)
  # initdb refuses an ICU locale beside another provider, so these two cannot simply be overridden by later ones.
  case "${POSTGRES_INITDB_ARGS:-}" in
    *--locale-provider*) ;;
    *) arguments+=(--locale-provider=icu --icu-locale=ar) ;;
  esac
  eval "arguments+=(${POSTGRES_INITDB_ARGS:-})"
  # Written to disk in one go by `sync` below, which is what makes the cluster count.
  initdb --no-sync --no-instructions --pgdata "$staging" --username "$POSTGRES_USER" --pwfile=<(printf '%s\n' "$password") "${arguments[@]}"
  printf '\nhost all all all scram-sha-256\n' >>"$staging/pg_hba.conf"

  # Its socket stands elsewhere: nobody may take the server of the first start for the real one.
  PGHOST=$(mktemp -d)
  export PGHOST
  pg_ctl --pgdata "$staging" --wait --silent --options "-c fsync=off -c listen_addresses='' -c unix_socket_directories='$PGHOST'" start
  if [ "$POSTGRES_DB" != postgres ]; then
    psql_setup --dbname postgres --set name="$POSTGRES_DB" <<<'CREATE DATABASE :"name";'
  fi
  run_initial_scripts
  pg_ctl --pgdata "$staging" --wait --silent --mode fast stop
  rm -rf "$PGHOST" "$staging/postmaster.opts"
  unset PGHOST
  sync --file-system "$staging"
  touch "$staging/complete"
}

# PG_VERSION goes last: it is what says that a cluster is there.
take_cluster() {
  shopt -s dotglob
  local path
  for path in "$staging"/*; do
    case "${path##*/}" in PG_VERSION | complete) ;; *) mv "$path" "$PGDATA/" ;; esac
  done
  mv "$staging/PG_VERSION" "$PGDATA/"
  rm -r "$staging"
  sync --file-system "$PGDATA"
}

refuse_foreign_files() {
  local found
  found=$(find "$PGDATA" -mindepth 1 -maxdepth 1 ! -name "${staging##*/}" ! -name lost+found -printf '%f ' -quit)
  [ -z "$found" ] || fail "$PGDATA holds files ($found…) but no cluster; expected a cluster or an empty folder"
}

[ "${1:0:1}" != - ] || set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"

staging=$PGDATA/.first-start
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  find "$PGDATA" /backups /var/run/postgresql ! -user postgres -exec chown postgres {} +
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

# bash as process 1 ignores a signal that it has no trap for; what is half made is made anew by the next start.
trap 'exit 130' INT TERM
shopt -s nullglob
[ -w "$PGDATA" ] || fail "$PGDATA is not writable for user $(id -u); give the volume to that user"
chmod 0700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ ! -e "$staging/complete" ]; then
    refuse_foreign_files
    make_cluster
  fi
  take_cluster
  echo "postgres: the cluster is made"
fi
exec "$@"
