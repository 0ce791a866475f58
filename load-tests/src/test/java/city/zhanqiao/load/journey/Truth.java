package city.zhanqiao.load.journey;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the databases must say when everybody has gone home. */
final class Truth {

    private static final Duration AT_REST = Duration.ofMinutes(2);

    private final RunningCity city;
    private final Wishes wishes;

    Truth(RunningCity city, Wishes wishes) {
        this.city = city;
        this.wishes = wishes;
    }

    /** Sentences on what does not hold; empty if all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!comesToRest()) {
            faults.add("Events or pushes are still under way after " + AT_REST.toSeconds() + " s.");
        }
        none(
                faults,
                "slots with more bookings than places",
                "appointments",
                "SELECT count(*) FROM slot WHERE taken > capacity");
        none(
                faults,
                "residents with two open bookings of one slot",
                "appointments",
                """
                SELECT count(*) FROM (SELECT 1 FROM booking WHERE open
                                       GROUP BY resident, desk, starts_at HAVING count(*) > 1) AS twice
                """);
        none(
                faults,
                "places of the wanted slot given beyond what was free",
                "appointments",
                """
                SELECT greatest(count(*) - %d, 0) FROM booking
                 WHERE starts_at = '%s' AND hall = 'shinan-example' AND service = 'general'
                   AND state = 'CONFIRMED'
                """
                        .formatted(wishes.free(), wishes.startsAt()));
        none(
                faults,
                "submitted cases without their event",
                "applications",
                """
                SELECT (SELECT count(*) FROM application WHERE submitted_at IS NOT NULL)
                     - (SELECT count(DISTINCT subject) FROM event
                         WHERE type = 'city.zhanqiao.application.submitted.v1')
                """);
        none(
                faults,
                "messages for one phone twice",
                "notifications",
                """
                SELECT count(*) FROM (SELECT 1 FROM delivery WHERE device IS NOT NULL
                                       GROUP BY message, device HAVING count(*) > 1) AS twice
                """);
        none(
                faults,
                "phones of the district that the emergency did not reach",
                "notifications",
                """
                SELECT count(*) FROM delivery JOIN campaign ON campaign.broadcast = delivery.message
                 WHERE delivery.state NOT IN ('ACCEPTED', 'SKIPPED')
                """);
        return faults;
    }

    private static final String UNDER_WAY =
            "SELECT count(*) FROM delivery WHERE state IN ('QUEUED', 'RETRY', 'SENDING')";

    private boolean comesToRest() {
        try {
            Awaitility.await()
                    .atMost(AT_REST)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> city.count("notifications", UNDER_WAY) == 0 && delivered());
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }

    private boolean delivered() {
        return List.of("applications", "appointments", "residents", "notices").stream()
                .allMatch(service ->
                        city.count(
                                        service,
                                        """
                                        SELECT (SELECT count(*) FROM event WHERE position IS NULL)
                                             + (SELECT numbered - delivered FROM event_relay)
                                        """)
                                == 0);
    }

    private void none(List<String> faults, String what, String service, String sql) {
        long found = city.count(service, sql);
        if (found != 0) {
            faults.add(found + " " + what);
        }
    }
}
