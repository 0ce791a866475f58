package city.zhanqiao.load.push;

import static city.zhanqiao.load.push.Waiting.until;

import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * News all the time while Firebase and Redis do wrong what they can do wrong, one after the other,
 * and are well in between; once an instance is killed.
 */
public final class Soak {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int PER_SECOND = 40;

    private static final String SETTLED =
            """
            SELECT count(*) FROM delivery
             WHERE state NOT IN ('QUEUED', 'SENDING', 'RETRY')
            """;

    private final Town town;

    public Soak(Town town) {
        this.town = town;
    }

    /** The two instances that share the work. */
    public static final class Instances {
        private final Town town;
        private Program first;

        /** Starts both and waits for them. */
        public Instances(Town town) {
            this.town = town;
            this.first = town.instance();
            town.instance().awaitReady();
            first.awaitReady();
        }

        /** Kills one and starts another in its place; the other one goes on alone meanwhile. */
        void replaceOne() {
            first.kill();
            first = town.instance();
        }
    }

    /**
     * The table of a soak.
     *
     * @param retried messages that needed more than one attempt
     * @param dead given up, which staff can see and send again
     * @param late accepted more than two minutes after they were due
     * @param lost events without a message in the inbox, or neither shown on the phone nor dead
     * @param doubled shown twice on a phone
     */
    public record Outcome(
            int events,
            long inboxItems,
            long requests,
            long accepted,
            long retried,
            long dead,
            long late,
            long lost,
            long doubled) {

        /** For a report. */
        public String toMarkdown() {
            return """
            | events | inbox items | requests | accepted | retried | dead | late | lost | doubled on a phone |
            |---|---|---|---|---|---|---|---|---|
            | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |
            """
                    .formatted(
                            events,
                            inboxItems,
                            requests,
                            accepted,
                            retried,
                            dead,
                            late,
                            lost,
                            doubled);
        }
    }

    /**
     * Goes on for so long, half of it with a fault; there are residents, at most one for each
     * event.
     */
    public Outcome run(Duration length, int residents, Instances instances) {
        StandIn standIn = town.standIn();
        standIn.clear();
        int events = Math.toIntExact(PER_SECOND * length.toSeconds());
        Plan plan = new Plan(town, instances, events);
        List<CompletableFuture<?>> all = new ArrayList<>(events);
        long began = System.nanoTime();
        for (int n = 0; n < events; n++) {
            awaitTurn(began, n);
            plan.at(n);
            all.add(town.happens(Stepped.of(Residents.resident(n % residents))));
        }
        plan.end();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        until(PATIENCE, "the last message", () -> town.place().count(SETTLED) >= events);
        return toOutcome(events);
    }

    private Outcome toOutcome(int events) {
        Place place = town.place();
        Tally tally = town.standIn().tally();
        Set<String> shown = new HashSet<>();
        town.standIn().shown().forEach(line -> shown.add(line[1]));
        List<String> items = place.texts("SELECT id FROM inbox_item");
        Set<String> dead =
                new HashSet<>(place.texts("SELECT message FROM delivery WHERE state = 'DEAD'"));
        long unheard =
                items.stream()
                        .filter(item -> !shown.contains(item) && !dead.contains(item))
                        .count();
        return new Outcome(
                events,
                items.size(),
                tally.requests(),
                place.count("SELECT count(*) FROM delivery WHERE state = 'ACCEPTED'"),
                place.count("SELECT count(*) FROM delivery WHERE attempt > 1"),
                dead.size(),
                place.count(
                        "SELECT count(*) FROM delivery WHERE state = 'ACCEPTED'"
                                + " AND settled_at > queued_at + interval '2 minutes'"),
                events - items.size() + unheard,
                tally.doubled());
    }

    private static void awaitTurn(long began, int number) {
        long left = began + number * 1_000_000_000L / PER_SECOND - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    /** Which fault is on at which event: each for as long as all is well after it. */
    private static final class Plan {
        private static final List<Fault> FAULTS = List.of(Fault.values());

        private final Town town;
        private final Instances instances;
        private final int phase;
        private int phases;

        private Plan(Town town, Instances instances, int events) {
            this.town = town;
            this.instances = instances;
            this.phase = Math.max(events / (2 * (FAULTS.size() + 1)), 1);
        }

        void at(int event) {
            if (event % phase == 0) {
                turn(phases++);
            }
        }

        private void turn(int number) {
            int kind = (number / 2) % (FAULTS.size() + 1);
            boolean on = number % 2 == 1;
            town.standIn().set(on && kind < FAULTS.size() ? FAULTS.get(kind) : Fault.NONE);
            if (on && kind == 0) {
                instances.replaceOne();
            }
            if (on && kind == FAULTS.size()) {
                town.lab().emptyRedis();
            }
        }

        void end() {
            town.standIn().set(Fault.NONE);
        }
    }
}
