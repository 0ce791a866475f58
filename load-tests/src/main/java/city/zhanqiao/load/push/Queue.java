package city.zhanqiao.load.push;

import static city.zhanqiao.load.push.Waiting.until;

import city.zhanqiao.load.lab.Place;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills the queue of deliveries past the service, to see what the senders make of it. The table has
 * a past, and statistics of an empty queue, as on any morning.
 */
public final class Queue {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Words without facts, so that no broadcast has to stand behind them. */
    private static final String FILL =
            """
            INSERT INTO delivery (message, resident, device, provider, lane, tag, template,
                                  template_version, language, state, queued_at, not_before,
                                  valid_until)
            SELECT uuidv7(), own.resident, own.id, 'FCM', %d, '%s-' || n, 'notice.digest', 1, 'zh-Hans',
                   '%s', now(), now(), now() + interval '4 hours'
              FROM generate_series(0, %d) AS n
              JOIN (SELECT resident, id, row_number() OVER (ORDER BY id) - 1 AS place,
                           count(*) OVER () AS all_of_them FROM device) AS own
                ON own.place = n %% own.all_of_them
            """;

    private static final int PAST = 200_000;

    private static final String EMPTY =
            "DELETE FROM delivery WHERE lane = %d AND state IN ('QUEUED', 'RETRY')";

    private static final String UNDER_WAY =
            "SELECT count(*) FROM delivery WHERE lane = %d AND state = 'SENDING'";

    private static final int URGENT = 0;
    private static final int NOTICES = 2;

    private final Town town;

    public Queue(Town town) {
        this.town = town;
    }

    /**
     * How many urgent messages a second reach Firebase while more wait than can be sent.
     *
     * @param most more than can be sent in that time
     */
    public double sendFor(Duration length, int most) {
        Place place = town.place();
        place.execute("TRUNCATE delivery");
        place.execute(FILL.formatted(NOTICES, "past", "ACCEPTED", PAST - 1));
        place.execute("VACUUM ANALYZE delivery");
        town.standIn().clear();
        place.execute(FILL.formatted(URGENT, "urgent", "QUEUED", most - 1));
        until(PATIENCE, "the first message", () -> town.standIn().tally().accepted() > 0);
        long before = town.standIn().tally().accepted();
        long began = System.nanoTime();
        LockSupport.parkNanos(length.toNanos());
        double seconds = (System.nanoTime() - began) / 1e9;
        long sent = town.standIn().tally().accepted() - before;
        place.execute(EMPTY.formatted(URGENT));
        until(
                PATIENCE,
                "the end of what is under way",
                () -> place.count(UNDER_WAY.formatted(URGENT)) == 0);
        return sent / seconds;
    }

    /** Lets so many notices wait. */
    public void fill(int notices) {
        town.place().execute(FILL.formatted(NOTICES, "notice", "QUEUED", notices - 1));
    }

    /** How many notices wait. */
    public long waiting() {
        return town.place()
                .count(
                        "SELECT count(*) FROM delivery WHERE lane = 2 AND state IN ('QUEUED',"
                                + " 'RETRY')");
    }

    /** Drops the notices that wait. */
    public void empty() {
        town.place().execute(EMPTY.formatted(NOTICES));
    }
}
