package city.zhanqiao.load.lab;

import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One database of the lab, seen by the superuser. */
public record Place(int port, String name) {

    /** What leads a service to it. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:%d/%s".formatted(port, name),
                "spring.r2dbc.username", "postgres",
                "spring.r2dbc.password", "postgres",
                "spring.flyway.url", "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name),
                "spring.flyway.user", "postgres",
                "spring.flyway.password", "postgres");
    }

    /** What leads the tools of PostgreSQL to it. */
    public Map<String, String> environment() {
        return Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(port),
                "PGUSER", "postgres",
                "PGPASSWORD", "postgres",
                "PGDATABASE", name);
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** The one number that a query gives. */
    public long count(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    /** The texts of the first column that a query gives. */
    public List<String> texts(String sql) {
        try (Connection connection = connect();
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

    /** A connection of its own, for what takes more than one statement. */
    public Connection connect() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {port});
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setDatabaseName(name);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source.getConnection();
    }
}
