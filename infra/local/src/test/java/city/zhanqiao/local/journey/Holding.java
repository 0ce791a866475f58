package city.zhanqiao.local.journey;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One kind of rows and the records that show them.
 *
 * @param section of the service's part, and the list in its records, if they lie in one
 * @param only counts records that have this field
 * @param fields column to field
 */
record Holding(
        String database,
        String table,
        String section,
        String sql,
        String only,
        Map<String, String> fields) {

    private static final JsonMapper JSON = new JsonMapper();

    static Holding in(String database, String table, String where, String section) {
        return as(database, table, section).from("SELECT * FROM " + table + " WHERE " + where);
    }

    static Holding as(String database, String table, String section) {
        return new Holding(database, table, section, "", "", Map.of());
    }

    Holding from(String more) {
        return new Holding(database, table, section, sql + " " + more, only, fields);
    }

    Holding having(String field) {
        return new Holding(database, table, section, sql, field, fields);
    }

    /** Columns; a field that is not called like its column stands behind a colon. */
    Holding with(String... columns) {
        Map<String, String> more = new TreeMap<>(fields);
        for (String column : columns) {
            String[] both = column.split(":", 2);
            more.put(both[0], both.length == 2 ? both[1] : camel(both[0]));
        }
        return new Holding(database, table, section, sql, only, more);
    }

    String textOf(Map<String, Object> row) {
        return fields.keySet().stream()
                .map(column -> column + "=" + text(row.get(column)))
                .collect(Collectors.joining(" "));
    }

    String textOf(JsonNode record) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + text(record.at("/" + field.getValue())))
                .collect(Collectors.joining(" "));
    }

    private static String camel(String column) {
        return Arrays.stream(column.split("_", -1))
                .reduce((all, word) ->
                        all + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .orElseThrow();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Timestamp at -> at.toInstant().toString();
            case Date day -> day.toLocalDate().toString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Array array -> list(array);
            case String json when json.startsWith("{") -> JSON.readTree(json).toString();
            default -> value.toString();
        };
    }

    private static String list(Array array) {
        try {
            return Arrays.stream((Object[]) array.getArray())
                    .map(String::valueOf)
                    .sorted()
                    .toList()
                    .toString();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> "-";
            case ARRAY -> value.valueStream().map(JsonNode::asString).sorted().toList().toString();
            case OBJECT -> value.toString();
            case STRING -> instantOr(value.asString());
            default -> value.asString();
        };
    }

    private static String instantOr(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException noTime) {
            return text;
        }
    }
}
