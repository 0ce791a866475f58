package city.zhanqiao.local.postgres;

import city.zhanqiao.local.CannotStart;
import city.zhanqiao.local.process.Leftovers;
import city.zhanqiao.local.process.PidFile;
import city.zhanqiao.local.process.Secret;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL 18 on loopback with one database and one user per service, as in production: no
 * service can open the database of another. The data outlive the server.
 */
public final class PostgresServer implements AutoCloseable {

    /** Lies in a data directory that has been ready once; without it nobody has stored anything. */
    private static final String MADE = "zhanqiao-made";

    /** After an unclean stop the write-ahead log is replayed before the first answer. */
    private static final Duration STARTUP = Duration.ofSeconds(60);

    /** Small memory for a handful of connections; everything else is PostgreSQL's default. */
    private static final Map<String, String> LEAN =
            Map.ofEntries(
                    Map.entry("shared_buffers", "32MB"),
                    Map.entry("max_connections", "80"),
                    Map.entry("maintenance_work_mem", "16MB"),
                    Map.entry("autovacuum_max_workers", "1"),
                    Map.entry("max_worker_processes", "2"),
                    Map.entry("max_parallel_workers_per_gather", "0"),
                    Map.entry("io_method", "sync"),
                    Map.entry("jit", "off"),
                    Map.entry("wal_level", "minimal"),
                    Map.entry("max_wal_senders", "0"),
                    Map.entry("max_wal_size", "256MB"));

    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;
    private final int port;
    private final Map<String, String> passwords;

    private PostgresServer(
            EmbeddedPostgres server,
            ProcessHandle postmaster,
            int port,
            Map<String, String> passwords) {
        this.server = server;
        this.postmaster = postmaster;
        this.port = port;
        this.passwords = passwords;
    }

    /**
     * Starts the server. Nothing else may run on the data: a process number that is in use again
     * would otherwise keep it from starting after an unclean stop.
     *
     * @param data the data directory, made at the first start
     * @param binaries where the server is unpacked
     * @param password the file with the superuser's password, made at the first start
     * @param log what the server says is appended here
     * @param owners one database and one user of this name each
     */
    public static PostgresServer start(
            Path data, Path binaries, Path password, Path log, int port, List<String> owners)
            throws IOException, SQLException {
        // Otherwise the library unpacks into a shared temporary folder that everybody may write.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        Secret superuser = Secret.in(password);
        discardHalfMade(data);
        pidFile(data).remove();
        EmbeddedPostgres server = start(data, password, superuser, log, port);
        try {
            Map<String, String> passwords = prepare(server, owners);
            Files.writeString(data.resolve(MADE), "");
            return new PostgresServer(server, postmaster(data), port, passwords);
        } catch (IOException | SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public String r2dbcUrl(String database) {
        return "r2dbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** A new one at every start, so that it need not be kept. */
    public String password(String owner) {
        String password = passwords.get(owner);
        if (password == null) {
            throw new IllegalArgumentException("no database " + owner);
        }
        return password;
    }

    /** The first of the server's processes; the others are its children. */
    public ProcessHandle process() {
        return postmaster;
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Leftovers.isRunning(postmaster)) {
            Leftovers.end(List.of(postmaster));
        }
    }

    private static EmbeddedPostgres start(
            Path data, Path password, Secret superuser, Path log, int port) throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(STARTUP)
                        .setPort(port)
                        .setConnectConfig("password", superuser.value())
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        // The library's defaults would lose acknowledged commits.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        // These reach initdb, the later word wins over the library's "trust".
                        .setLocaleConfig("auth", "scram-sha-256")
                        .setLocaleConfig("pwfile", password.toString())
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        LEAN.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new CannotStart("PostgreSQL does not start; " + log + " says why.", e);
        }
    }

    /** An initdb that was killed leaves a directory that neither starts nor is made anew. */
    private static void discardHalfMade(Path data) throws IOException {
        if (Files.isDirectory(data) && !Files.exists(data.resolve(MADE))) {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static Map<String, String> prepare(EmbeddedPostgres server, List<String> owners)
            throws SQLException {
        Map<String, String> passwords = new HashMap<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            for (String owner : owners) {
                passwords.put(owner, prepare(sql, owner));
            }
        }
        for (String owner : owners) {
            addExtensions(server, owner);
        }
        return Map.copyOf(passwords);
    }

    /** Distances on the earth, which only an administrator may add, here as in production. */
    private static void addExtensions(EmbeddedPostgres server, String database)
            throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE EXTENSION IF NOT EXISTS earthdistance CASCADE");
        }
    }

    private static String prepare(Statement sql, String owner) throws SQLException {
        if (!exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '%s'".formatted(owner))) {
            sql.execute("CREATE ROLE \"%s\" LOGIN".formatted(owner));
        }
        String password = Secret.random().value();
        sql.execute("ALTER ROLE \"%s\" PASSWORD '%s'".formatted(owner, password));
        if (!exists(sql, "SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(owner))) {
            sql.execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(owner));
            sql.execute("REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(owner));
        }
        return password;
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }

    private static PidFile pidFile(Path data) {
        return new PidFile(data.resolve("postmaster.pid"));
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        return pidFile(data)
                .process()
                .orElseThrow(() -> new IOException("PostgreSQL died right after its start"));
    }
}
