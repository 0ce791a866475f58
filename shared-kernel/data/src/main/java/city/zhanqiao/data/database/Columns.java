package city.zhanqiao.data.database;

import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads columns with their nullness, and instants as the city uses them. */
public final class Columns {

    private Columns() {}

    /** A column that is never null. */
    public static <T> T get(Readable row, String column, Class<T> type) {
        @Nullable T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("column %s is null".formatted(column));
        }
        return value;
    }

    /** A column that may be null. */
    public static <T> Optional<T> find(Readable row, String column, Class<T> type) {
        return Optional.ofNullable(row.get(column, type));
    }

    /** A {@code timestamptz} that is never null. */
    public static Instant instant(Readable row, String column) {
        return get(row, column, OffsetDateTime.class).toInstant();
    }

    /** What to bind for a {@code timestamptz}. */
    public static OffsetDateTime timestamp(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Binds a value or a typed null. */
    public static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, Optional<T> value, Class<T> type) {
        return value.map(present -> statement.bind(name, present))
                .orElseGet(() -> statement.bindNull(name, type));
    }
}
