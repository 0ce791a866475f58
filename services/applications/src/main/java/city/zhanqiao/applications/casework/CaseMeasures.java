package city.zhanqiao.applications.casework;

import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.job.Job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code zhanqiao.cases.open}: how many cases are open, by the colour of what is due next. NaN
 * until it is known; NONE are those on which no clock runs.
 */
final class CaseMeasures {

    private static final String NONE = "NONE";

    /** One look along the index of what is due, whatever has ended. */
    private static final String LOOK =
            """
            SELECT CASE WHEN due_on IS NULL THEN 'NONE'
                        WHEN due_on < :yellowFrom THEN 'RED'
                        WHEN due_on <= :yellowTo THEN 'YELLOW'
                        ELSE 'GREEN' END AS colour, count(*) AS cases
              FROM application
             WHERE state <> 'DRAFT' AND ended_at IS NULL
             GROUP BY 1
            """;

    private final DatabaseClient database;
    private final CaseClock clocks;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private volatile boolean known;

    CaseMeasures(DatabaseClient database, CaseClock clocks) {
        this.database = database;
        this.clocks = clocks;
    }

    void register(MeterRegistry registry) {
        for (ClockColour colour : ClockColour.values()) {
            register(registry, colour.name());
        }
        register(registry, NONE);
    }

    private void register(MeterRegistry registry, String colour) {
        Gauge.builder("zhanqiao.cases.open", this, all -> all.of(colour))
                .tag("colour", colour)
                .description("Open cases by the colour of what is due next")
                .register(registry);
    }

    Mono<Job.Found> step() {
        CaseClock.Range yellow = clocks.rangeOf(ClockColour.YELLOW);
        return database.sql(LOOK)
                .bind("yellowFrom", yellow.from().orElseThrow())
                .bind("yellowTo", yellow.to().orElseThrow())
                .map(CaseMeasures::toCount)
                .all()
                .collectList()
                .doOnNext(found -> {
                    counts.clear();
                    found.forEach(one -> counts.put(one.colour(), one.cases()));
                    known = true;
                })
                .thenReturn(Job.Found.NOTHING);
    }

    private double of(String colour) {
        return known ? counts.getOrDefault(colour, 0L) : Double.NaN;
    }

    private static Count toCount(Readable row) {
        return new Count(
                Columns.get(row, "colour", String.class), Columns.get(row, "cases", Long.class));
    }

    private record Count(String colour, long cases) {}
}
