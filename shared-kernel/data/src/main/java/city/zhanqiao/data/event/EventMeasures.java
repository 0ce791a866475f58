package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.job.Job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;

/**
 * What alarms watch: how long the oldest committed event waits for its number, and how far the
 * clocks of this process and of the database are apart. Both are NaN until they are first known.
 */
final class EventMeasures {

    private static final String LOOK =
            """
            SELECT coalesce(extract(epoch FROM now() - min(logged_at)), 0)::float8 AS age,
                   extract(epoch FROM clock_timestamp())::float8 AS clock
              FROM event WHERE position IS NULL
            """;

    private final DatabaseClient database;
    private final InstantSource clock;
    private volatile double age = Double.NaN;
    private volatile double skew = Double.NaN;

    EventMeasures(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void register(MeterRegistry registry) {
        Gauge.builder("zhanqiao.events.unnumbered.age", this, measures -> measures.age)
                .baseUnit("seconds")
                .description("How long the oldest committed event waits for its number")
                .register(registry);
        Gauge.builder("zhanqiao.clock.skew", this, measures -> measures.skew)
                .baseUnit("seconds")
                .description("Clock of this process less clock of the database")
                .register(registry);
    }

    Mono<Job.Found> step() {
        return database.sql(LOOK).map(this::note).one().thenReturn(Job.Found.NOTHING);
    }

    private boolean note(Readable row) {
        age = Columns.get(row, "age", Double.class);
        skew = clock.instant().toEpochMilli() / 1000.0 - Columns.get(row, "clock", Double.class);
        return true;
    }
}
