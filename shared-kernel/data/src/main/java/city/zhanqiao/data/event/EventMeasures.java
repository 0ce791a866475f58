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
 * What alarms watch: how long the oldest committed event waits for its number, how many events are
 * numbered and not delivered, how many of others' lie aside, and how far the clocks of this process
 * and of the database are apart. All are NaN until they are first known.
 */
final class EventMeasures {

    private static final String LOOK =
            """
            SELECT (SELECT coalesce(extract(epoch FROM now() - min(logged_at)), 0)::float8
                      FROM event WHERE position IS NULL) AS age,
                   (SELECT numbered - delivered FROM event_relay) AS undelivered,
                   (SELECT count(*) FROM event_aside WHERE done_at IS NULL) AS aside,
                   extract(epoch FROM clock_timestamp())::float8 AS clock
            """;

    private final DatabaseClient database;
    private final InstantSource clock;
    private volatile Look last = new Look(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    EventMeasures(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void register(MeterRegistry registry) {
        Gauge.builder("zhanqiao.events.unnumbered.age", this, measures -> measures.last.age())
                .baseUnit("seconds")
                .description("How long the oldest committed event waits for its number")
                .register(registry);
        Gauge.builder("zhanqiao.events.undelivered", this, it -> it.last.undelivered())
                .description("Events that have a number and are not in the stream yet")
                .register(registry);
        Gauge.builder("zhanqiao.events.aside", this, it -> it.last.aside())
                .description("Events of other services that could not be taken in")
                .register(registry);
        Gauge.builder("zhanqiao.clock.skew", this, measures -> measures.last.skew())
                .baseUnit("seconds")
                .description("Clock of this process less clock of the database")
                .register(registry);
    }

    Mono<Job.Found> step() {
        return database.sql(LOOK).map(this::note).one().thenReturn(Job.Found.NOTHING);
    }

    private boolean note(Readable row) {
        double here = clock.instant().toEpochMilli() / 1000.0;
        last =
                new Look(
                        Columns.get(row, "age", Double.class),
                        Columns.get(row, "undelivered", Long.class),
                        Columns.get(row, "aside", Long.class),
                        here - Columns.get(row, "clock", Double.class));
        return true;
    }

    private record Look(double age, double undelivered, double aside, double skew) {}
}
