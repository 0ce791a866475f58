package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.job.Job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.EnumMap;
import java.util.Map;

/**
 * What alarms watch, by lane: how much is due and how long the oldest of it waits, what was
 * accepted late in the last hour, and how long no canary was accepted. All are NaN until they are
 * known.
 */
final class PushMeasures {

    private static final String LOOK =
            """
            SELECT lane,
                   (SELECT count(*) FROM delivery
                     WHERE delivery.lane = all_lanes.lane AND state IN ('QUEUED', 'RETRY')
                       AND not_before <= now()) AS waiting,
                   (SELECT coalesce(extract(epoch FROM now() - min(not_before)), 0) FROM delivery
                     WHERE delivery.lane = all_lanes.lane AND state IN ('QUEUED', 'RETRY')
                       AND not_before <= now())::float8 AS age,
                   (SELECT extract(epoch FROM now() - max(settled_at)) FROM delivery
                     WHERE topic = :topic AND delivery.lane = all_lanes.lane
                       AND state = 'ACCEPTED')::float8 AS silence
              FROM generate_series(0, 2) AS all_lanes (lane)
            """;

    private final DatabaseClient database;
    private final CanarySettings canary;
    private final Map<Lane, Look> looks = new EnumMap<>(Lane.class);

    PushMeasures(DatabaseClient database, CanarySettings canary) {
        this.database = database;
        this.canary = canary;
    }

    void register(MeterRegistry registry) {
        for (Lane lane : Lane.values()) {
            Gauge.builder("zhanqiao.push.waiting", this, all -> all.of(lane).waiting())
                    .tag("lane", lane.name())
                    .description("Messages that are due and not under way")
                    .register(registry);
            Gauge.builder("zhanqiao.push.oldest.age", this, all -> all.of(lane).age())
                    .tag("lane", lane.name())
                    .baseUnit("seconds")
                    .description("How long the oldest message that is due has waited")
                    .register(registry);
            Gauge.builder("zhanqiao.push.canary.silence", this, all -> all.of(lane).silence())
                    .tag("lane", lane.name())
                    .baseUnit("seconds")
                    .description("How long no canary was accepted")
                    .register(registry);
        }
    }

    Mono<Job.Found> step() {
        return database.sql(LOOK)
                .bind("topic", canary.topic())
                .map(PushMeasures::toLook)
                .all()
                .doOnNext(this::note)
                .then(Mono.just(Job.Found.NOTHING));
    }

    private synchronized void note(Look look) {
        looks.put(look.lane(), look);
    }

    private synchronized Look of(Lane lane) {
        return looks.getOrDefault(lane, new Look(lane, Double.NaN, Double.NaN, Double.NaN));
    }

    private static Look toLook(Readable row) {
        return new Look(
                Lane.of(Columns.get(row, "lane", Integer.class)),
                Columns.get(row, "waiting", Long.class),
                Columns.get(row, "age", Double.class),
                Columns.find(row, "silence", Double.class).orElse(Double.NaN));
    }

    private record Look(Lane lane, double waiting, double age, double silence) {}
}
