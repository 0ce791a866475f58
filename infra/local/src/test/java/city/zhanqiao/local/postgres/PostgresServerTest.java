package city.zhanqiao.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.zhanqiao.local.FreePort;
import city.zhanqiao.local.process.Leftovers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

@Execution(ExecutionMode.CONCURRENT)
class PostgresServerTest {

    /** Unpacked once for all runs of the tests. */
    private static final Path BINARIES = Path.of("target/test-postgres").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void keepsItsDataOverARestartAndAfterAnUncleanStop() throws Exception {
        try (PostgresServer server = start()) {
            run(server, "pilots", "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        PostgresServer killed = start();
        assertThat(answer(killed, "pilots", "SELECT answer FROM kept")).isEqualTo("42");
        run(killed, "pilots", "UPDATE kept SET answer = 43");
        ProcessHandle postmaster = killed.process();
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().join();

        assertThat(folder.resolve("postgres/postmaster.pid")).exists();
        awaitOrphans(children);
        letGo(killed);
        try (PostgresServer server = start()) {
            assertThat(answer(server, "pilots", "SELECT answer FROM kept")).isEqualTo("43");
        }
    }

    @Test
    void losesNoAcknowledgedCommit() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(answer(server, "pilots", "SHOW fsync")).isEqualTo("on");
            assertThat(answer(server, "pilots", "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void opensADatabaseToItsOwnServiceOnly() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(answer(server, "pilots", "SELECT current_user")).isEqualTo("pilots");
            assertThatThrownBy(() ->
                            connect(
                                    server.jdbcUrl("residents"),
                                    "pilots",
                                    server.password("pilots")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
            assertThatThrownBy(() -> connect(server.jdbcUrl("pilots"), "pilots", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void addsADatabaseForANewService() throws Exception {
        start().close();

        try (PostgresServer server = start(List.of("pilots", "residents", "appointments"))) {
            assertThat(answer(server, "appointments", "SELECT current_database()"))
                    .isEqualTo("appointments");
        }
    }

    @Test
    void isVersion18AndSortsEverywhereAlike() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(answer(server, "pilots", "SHOW server_version")).startsWith("18.");
            assertThat(
                            answer(
                                    server,
                                    "pilots",
                                    "SELECT datlocprovider::text || datlocale FROM pg_database"
                                            + " WHERE datname = current_database()"))
                    .isEqualTo("bC.UTF-8");
        }
    }

    @Test
    void startsWhereAnotherProcessGotTheNumberOfAnEarlierServer() throws Exception {
        start().close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path pidFile = folder.resolve("postgres/postmaster.pid");
            Files.writeString(pidFile, stranger.pid() + "\n" + folder + "\n");

            start().close();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void beginsAnewAfterAFirstStartThatWasCutOff() throws Exception {
        Path half = Files.createDirectories(folder.resolve("postgres/global"));
        Files.writeString(half.resolve("pg_control"), "");

        try (PostgresServer server = start()) {
            assertThat(answer(server, "pilots", "SELECT 1")).isEqualTo("1");
        }
    }

    /** The lock on the folder goes with the JVM; within one it has to be given back. */
    private static void letGo(PostgresServer dead) {
        try {
            dead.close();
        } catch (IOException nothingLeftToStop) {
            assertThat(dead.process().isAlive()).isFalse();
        }
    }

    /** The stack sees to this before it starts anything. */
    private static void awaitOrphans(List<ProcessHandle> orphans) throws IOException {
        Leftovers.end(orphans);
    }

    private PostgresServer start() throws IOException, SQLException {
        return start(List.of("pilots", "residents"));
    }

    private PostgresServer start(List<String> owners) throws IOException, SQLException {
        return PostgresServer.start(
                folder.resolve("postgres"),
                BINARIES,
                folder.resolve("password"),
                folder.resolve("postgres.log"),
                FreePort.any(),
                owners);
    }

    private static void run(PostgresServer server, String owner, String sql) throws SQLException {
        try (Connection connection = connect(server, owner);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(PostgresServer server, String owner, String sql)
            throws SQLException {
        try (Connection connection = connect(server, owner);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresServer server, String owner) throws SQLException {
        return connect(server.jdbcUrl(owner), owner, server.password(owner));
    }

    private static Connection connect(String url, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
