package city.zhanqiao.load.storm;

import city.zhanqiao.load.lab.Place;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what residents were told with what the database holds. */
final class Aftermath {

    private final Place place;

    Aftermath(Place place) {
        this.place = place;
    }

    List<String> faults(List<Story> stories, int places, long seed) {
        List<String> faults = new ArrayList<>();
        String mine = " FROM booking WHERE resident LIKE 'storm-" + seed + "-%'";
        Set<String> confirmed =
                new HashSet<>(
                        place.texts(
                                "SELECT resident || ' ' || id"
                                        + mine
                                        + " AND state = 'CONFIRMED'"));
        Set<String> placed = new HashSet<>(place.texts("SELECT resident" + mine + " AND placed"));
        if (confirmed.size() != places) {
            faults.add(confirmed.size() + " confirmed for " + places + " places");
        }
        expectNone(
                faults,
                "residents with two bookings",
                "SELECT count(*) FROM (SELECT resident"
                        + mine
                        + " GROUP BY resident HAVING count(*) > 1) AS twice");
        expectNone(
                faults,
                "places that are counted wrongly",
                """
                SELECT count(*) FROM slot
                 WHERE taken > capacity
                    OR taken <> (SELECT count(*) FROM booking
                                  WHERE booking.desk = slot.desk AND placed
                                    AND booking.starts_at = slot.starts_at)
                """);
        expectNone(
                faults,
                "bookings without exactly one hold and one confirmation in their history",
                "SELECT count(*) FROM (SELECT (SELECT string_agg(act, ' ' ORDER BY version)"
                        + " FROM booking_step WHERE booking_step.booking = booking.id) AS acts"
                        + mine
                        + ") AS histories WHERE acts <> 'HOLD CONFIRM'");
        expectNone(
                faults,
                "bookings without exactly one event",
                "SELECT count(*) FROM (SELECT (SELECT count(*) FROM event WHERE subject ="
                        + " booking.id::text AND type LIKE '%.confirmed.v1') AS events"
                        + mine
                        + ") AS announced WHERE events <> 1");
        stories.forEach(story -> compare(faults, story, confirmed, placed));
        return faults;
    }

    private static void compare(
            List<String> faults, Story story, Set<String> confirmed, Set<String> placed) {
        switch (story) {
            case Story.Booked(String resident, String booking) -> {
                if (!confirmed.contains(resident + " " + booking)) {
                    faults.add(resident + " was told yes and has nothing");
                }
            }
            case Story.TooLate(String resident) -> {
                if (placed.contains(resident)) {
                    faults.add(resident + " was told no and has a place");
                }
            }
            case Story.Odd(String resident, String answer) ->
                    faults.add(resident + " was told " + answer);
        }
    }

    private void expectNone(List<String> faults, String what, String sql) {
        long found = place.count(sql);
        if (found > 0) {
            faults.add(found + " " + what);
        }
    }
}
