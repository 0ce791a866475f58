package city.zhanqiao.local.journey;

import city.zhanqiao.local.Ports;
import city.zhanqiao.local.service.CityServices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The databases of a running city, seen by somebody who has all passwords and keys. */
record Databases(City city) {

    private static final String HEARD = "SELECT source, position FROM event_consumed";

    /** Minus one while something waits for its number. */
    private static final String TOLD =
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM event WHERE position IS NULL) THEN -1
                        ELSE (SELECT numbered FROM event_relay) END AS last
            """;

    /** AES-256-GCM under the key "local"; 12 bytes of nonce follow, then what is sealed. */
    private static final byte[] MARK = {1, 5, 'l', 'o', 'c', 'a', 'l'};

    private static final int NONCE = 12;

    /** Rows as maps; what is sealed is opened as what it was sealed for: its table and column. */
    List<Map<String, Object>> rows(String database, String sql, Object... values) {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<Map<String, Object>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(database, result));
                }
                return rows;
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(sql, fault);
        }
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException(sql, fault);
        }
    }

    /** Tables of one service with the names and types of their columns. */
    Map<String, Map<String, String>> tables(String database) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        rows(
                        database,
                        """
                        SELECT relation.relname AS relation, attribute.attname AS attribute,
                               format_type(attribute.atttypid, NULL) AS type
                          FROM pg_attribute AS attribute
                          JOIN pg_class AS relation ON relation.oid = attribute.attrelid
                         WHERE relation.relnamespace = 'public'::regnamespace
                           AND relation.relkind IN ('r', 'p') AND NOT relation.relispartition
                           AND attribute.attnum > 0 AND NOT attribute.attisdropped
                         ORDER BY relation, attribute.attnum
                        """)
                .forEach(column ->
                        tables.computeIfAbsent(
                                        (String) column.get("relation"), _ -> new LinkedHashMap<>())
                                .put(
                                        (String) column.get("attribute"),
                                        (String) column.get("type")));
        return tables;
    }

    /** Whether every service has taken in what every other has told so far. */
    boolean haveHeardOfEverything() {
        Map<String, Object> told =
                CityServices.owners().stream()
                        .collect(Collectors.toMap(Function.identity(), this::told));
        return CityServices.owners().stream()
                .flatMap(database -> rows(database, HEARD).stream())
                .allMatch(row ->
                        Objects.equals(told.get((String) row.get("source")), row.get("position")));
    }

    private Object told(String database) {
        return Objects.requireNonNull(rows(database, TOLD).getFirst().get("last"));
    }

    /** While this is open nobody reads or writes the table. */
    Connection lock(String database, String table) throws SQLException {
        Connection connection = connect(database);
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE " + table);
        return connection;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s"
                        .formatted(new Ports(city.port()).postgres(), database),
                "postgres",
                secret("postgres"));
    }

    private Map<String, Object> row(String database, ResultSet result) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
            String column = result.getMetaData().getColumnName(at);
            Object value = result.getObject(at);
            row.put(
                    column,
                    value instanceof byte[] bytes && isSealed(bytes)
                            ? open(database, place(result, at), bytes)
                            : value);
        }
        return row;
    }

    private static String place(ResultSet result, int at) throws SQLException {
        return result.getMetaData().getTableName(at) + "." + result.getMetaData().getColumnName(at);
    }

    static boolean isSealed(byte[] bytes) {
        return bytes.length > MARK.length + NONCE
                && Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length));
    }

    private String open(String database, String place, byte[] sealed) {
        try {
            ByteBuffer in = ByteBuffer.wrap(sealed).position(MARK.length);
            byte[] nonce = new byte[NONCE];
            byte[] rest = new byte[in.get(nonce).remaining()];
            in.get(rest);
            byte[] key = Base64.getDecoder().decode(secret("key-" + database));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(rest), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(place + " does not open", fault);
        }
    }

    /** The keyed hash of a value, in hexadecimal. */
    String lookUp(String database, String place, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret("key-" + database + "-lookup"));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((place + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private String secret(String name) {
        try {
            return Files.readString(city.folder().resolve("secrets").resolve(name)).strip();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
