package city.zhanqiao.data.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for the test JVM, with as many databases as tests ask for. */
public final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<TestDatabase> DATABASES = new CopyOnWriteArrayList<>();

    private TestPostgres() {}

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    /** Makes an empty database and gives the properties that lead a service to it. */
    public static TestDatabase newDatabase(String name) {
        String database = name + "_" + NUMBER.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + database);
        TestDatabase made = new TestDatabase(database, properties(database));
        DATABASES.add(made);
        return made;
    }

    /** All that were made in this JVM. */
    static List<TestDatabase> databases() {
        return List.copyOf(DATABASES);
    }

    private static Map<String, String> properties(String database) {
        int port = Server.POSTGRES.getPort();
        return Map.of(
                "spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                "spring.r2dbc.username", "postgres",
                "spring.r2dbc.password", "postgres",
                "spring.flyway.url", "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                "spring.flyway.user", "postgres",
                "spring.flyway.password", "postgres");
    }

    private static void execute(String database, String sql) {
        try (Connection connection =
                        Server.POSTGRES.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** The port on which the server listens. */
    public static int port() {
        return Server.POSTGRES.getPort();
    }

    /**
     * One database.
     *
     * @param properties lead a service to it
     */
    public record TestDatabase(String name, Map<String, String> properties) {

        /** Runs SQL as the superuser, past every guard of the service. */
        public void execute(String sql) {
            TestPostgres.execute(name, sql);
        }

        /** Takes the database away: open connections are cut, new ones refused. */
        public void refuseConnections() {
            TestPostgres.execute("postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            TestPostgres.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                            .formatted(name));
        }

        /** Gives the database back. */
        public void admitConnections() {
            TestPostgres.execute("postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        }

        /** The one number that a query gives. */
        public long count(String sql) {
            try (Connection connection =
                            Server.POSTGRES.getDatabase("postgres", name).getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            } catch (SQLException fault) {
                throw new IllegalStateException(fault);
            }
        }

        /** The texts of the one column that a query gives. */
        public List<String> texts(String sql) {
            try (Connection connection =
                            Server.POSTGRES.getDatabase("postgres", name).getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                List<String> texts = new ArrayList<>();
                while (result.next()) {
                    texts.add(String.valueOf(result.getString(1)));
                }
                return texts;
            } catch (SQLException fault) {
                throw new IllegalStateException(fault);
            }
        }
    }
}
