#!/usr/bin/env bash
# One database and one user for each service, and the extensions that only an administrator may add.
set -euo pipefail
for name in applications residents notifications pilots appointments notices; do
  psql -v ON_ERROR_STOP=1 -U postgres -v name="$name" -v password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
  for extension in pg_trgm btree_gist cube earthdistance; do
    psql -v ON_ERROR_STOP=1 -U postgres -d "$name" -c "CREATE EXTENSION IF NOT EXISTS $extension"
  done
done
