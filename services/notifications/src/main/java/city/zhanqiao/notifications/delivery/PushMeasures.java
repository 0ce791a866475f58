package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.job.Job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What alarms watch: how much is due in each lane, how long the oldest of it waits, how long no
 * canary was accepted, and in how many lanes that is too long. All are NaN until they are known,
 * what is said of canaries also while there are none.
 */
final class PushMeasures {

    /** Canaries that may be missing in a row; one late answer is not silence yet. */
    private static final int MISSING = 3;

    /** A channel that never worked is silent since its first canary. */
    private static final String LOOK =
            """
            SELECT lane, coalesce(waiting.count, 0) AS waiting, coalesce(waiting.age, 0) AS age,
                   canaries.silence
              FROM generate_series(0, 2) AS all_lanes (lane)
              LEFT JOIN (
                   SELECT lane, count(*),
                          extract(epoch FROM now() - min(not_before))::float8 AS age
                     FROM delivery
                    WHERE state IN ('QUEUED', 'RETRY') AND not_before <= now()
                    GROUP BY lane) AS waiting USING (lane)
              LEFT JOIN (
                   SELECT lane,
                          extract(epoch FROM now() - coalesce(
                              max(settled_at) FILTER (WHERE state = 'ACCEPTED'),
                              min(queued_at)))::float8 AS silence
                     FROM delivery WHERE topic = :topic
                    GROUP BY lane) AS canaries USING (lane)
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
        Gauge.builder("zhanqiao.push.queued", this, PushMeasures::queued)
                .description("Messages of all lanes that are due and not under way")
                .register(registry);
        Gauge.builder("zhanqiao.push.silent", this, PushMeasures::silent)
                .description("Lanes in which three canaries in a row did not arrive")
                .register(registry);
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

    private double queued() {
        return Arrays.stream(Lane.values()).mapToDouble(lane -> of(lane).waiting()).sum();
    }

    private double silent() {
        double most = canary.every().multipliedBy(MISSING).toMillis() / 1000.0;
        return Arrays.stream(Lane.values())
                .mapToDouble(lane -> of(lane).silence())
                .map(silence -> Double.isNaN(silence) ? silence : silence > most ? 1 : 0)
                .sum();
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
