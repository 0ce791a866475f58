package city.zhanqiao.load.storm;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many residents want few places at the same moment, at several instances on one database. Some
 * hang up, some send everything twice, all try again with the same key until they are told
 * something final; and one instance is killed while places are being given.
 */
public final class Storm {

    private static final String HALL = "shinan-example";
    private static final int SLOTS = 3;

    /** Beyond the days for which the service makes slots. */
    private static final int DAYS_AHEAD = 40;

    private final Lab lab;
    private final Place place;
    private final List<Program> instances;

    /**
     * @param instances ready, on that database; the first one will be killed
     */
    public Storm(Lab lab, Place place, List<Program> instances) {
        this.lab = lab;
        this.place = place;
        this.instances = List.copyOf(instances);
    }

    /**
     * Lets the storm happen.
     *
     * @param seed of everything that is random in what the residents do
     * @return what is wrong afterwards; nothing if the city kept its word
     */
    public List<String> rage(int residents, int places, long seed) {
        Lab.open(place, HALL);
        List<Instant> times =
                IntStream.range(0, SLOTS).mapToObj(slot -> makeSlot(slot, places / SLOTS)).toList();
        Killer killer = new Killer(instances.getFirst(), places / 3);
        List<URI> bases = instances.stream().map(Program::base).toList();
        List<Future<Story>> running = new ArrayList<>();
        try (Caller caller = new Caller(bases);
                ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < residents; n++) {
                Resident resident =
                        new Resident(
                                "storm-" + seed + "-" + n,
                                lab.token("storm-" + seed + "-" + n),
                                HALL,
                                times.get(n % SLOTS),
                                caller,
                                killer::heldOne,
                                new Random(seed * residents + n));
                running.add(everybody.submit(resident::live));
            }
        }
        List<Story> stories = running.stream().map(Storm::toStory).toList();
        List<String> faults = new Aftermath(place).faults(stories, places, seed);
        if (!killer.hasKilled()) {
            faults.add("no instance was killed");
        }
        return faults;
    }

    private Instant makeSlot(int number, int capacity) {
        Instant startsAt =
                LocalDate.now(CityTime.ZONE)
                        .plusDays(DAYS_AHEAD)
                        .atTime(9 + number, 0)
                        .atZone(CityTime.ZONE)
                        .toInstant();
        place.execute(
                """
                INSERT INTO slot (desk, starts_at, ends_at, releases_at, capacity, reserve)
                VALUES ('%s/general', '%s', '%s'::timestamptz + interval '15 minutes',
                        now() - interval '1 day', %d, 0)
                ON CONFLICT (desk, starts_at) DO UPDATE SET taken = 0
                """
                        .formatted(HALL, startsAt, startsAt, capacity));
        return startsAt;
    }

    private static Story toStory(Future<Story> one) {
        try {
            return one.get();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a resident broke off", fault.getCause());
        }
    }

    /** Kills an instance as soon as so many places are held. */
    private static final class Killer {
        private final Program victim;
        private final int at;
        private final AtomicInteger held = new AtomicInteger();

        private Killer(Program victim, int at) {
            this.victim = victim;
            this.at = at;
        }

        void heldOne() {
            if (held.incrementAndGet() == at) {
                victim.kill();
            }
        }

        boolean hasKilled() {
            return !victim.process().isAlive();
        }
    }
}
