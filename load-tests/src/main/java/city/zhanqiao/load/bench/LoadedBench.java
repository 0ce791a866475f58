package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Crowd;
import city.zhanqiao.load.lab.Crowd.Answered;
import city.zhanqiao.load.lab.Crowd.Answers;
import city.zhanqiao.load.lab.Crowd.Ask;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * P9. How long reads and acts take through the gateway when the city is at 70 % of what it can do,
 * against the median of the same while nobody else is there. Four of five requests read the own
 * bookings, one holds a place.
 */
final class LoadedBench implements Bench {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final String READ = "read";
    private static final String ACT = "act";
    private static final int ACT_EVERY = 5;
    private static final int CALLERS = 32;
    private static final int PLACES = 1_000_000;
    private static final double SHARE = 0.7;

    /** So few a second that hardly one meets another. */
    private static final double ALONE = 20;

    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger nextResident = new AtomicInteger();

    @Override
    public String name() {
        return "p9-loaded";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Place own = lab.place("appointments");
        Program service = lab.appointments(own);
        Lab.awaitSlots(own);
        Program gateway = lab.gateway(service.base());
        HotSlot slot = new HotSlot(own, PLACES);
        List<String> residents = Lab.lines(lab.tokens(settings.residents()));
        Crowd crowd = new Crowd(gateway.base(), nth -> ask(nth, residents, slot.body()));

        for (Duration done = Duration.ZERO;
                done.compareTo(settings.warm()) < 0;
                done = done.plus(settings.length())) {
            Answers warming = begin(slot, crowd).of(CALLERS, settings.length());
            SideBySide.say("warming up: %.0f/s".formatted(warming.good()));
        }
        List<Round> rounds = new ArrayList<>();
        boolean turnedAway = false;
        for (int n = 1; n <= settings.rounds(); n++) {
            Answers alone = begin(slot, crowd).at(ALONE, settings.length());
            double peak = begin(slot, crowd).of(CALLERS, settings.length()).good();
            Answers loaded = begin(slot, crowd).at(SHARE * peak, settings.length());
            turnedAway |= !alone.allGood() || !loaded.allGood();
            Round round = new Round(alone, peak, loaded);
            rounds.add(round);
            SideBySide.say(
                    String.format(
                            Locale.ROOT,
                            "round %d: peak %.0f/s; reads %.1f × and acts %.1f × their median"
                                    + " alone",
                            n,
                            peak,
                            round.times(READ),
                            round.times(ACT)));
        }
        report.add(row("reading the own bookings", READ, rounds));
        report.add(row("holding a place", ACT, rounds));
        report.note(
                String.format(
                        Locale.ROOT,
                        "The ratio is the median alone ÷ p99 at 70 %% of a peak of %.0f/s, so 0.25"
                                + " is 4 times as long and 0.125 is 8 times.",
                        SideBySide.median(rounds, Round::peak)));
        report.demand("At 70 % nobody is turned away.", !turnedAway);
    }

    private Crowd begin(HotSlot slot, Crowd crowd) {
        slot.empty();
        turn.incrementAndGet();
        nextResident.set(0);
        return crowd;
    }

    private Ask ask(long nth, List<String> residents, String body) {
        if (nth % ACT_EVERY != 0) {
            return Ask.read(BOOKINGS, residents.get((int) (nth % residents.size())));
        }
        int resident = nextResident.getAndIncrement();
        if (resident >= residents.size()) {
            throw new CannotMeasure(
                    "All residents have a place before the time was over: raise -Dresidents");
        }
        return new Ask(
                ACT,
                "POST",
                BOOKINGS,
                residents.get(resident),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        "loaded-" + turn + "-" + resident),
                body,
                201);
    }

    private static Row row(String what, String kind, List<Round> rounds) {
        return new Row(
                "P9",
                String.format(
                        Locale.ROOT,
                        "%s at 70 %%, p99 %.1f ms",
                        what,
                        SideBySide.median(rounds, round -> round.loaded().of(kind).p99())),
                String.format(
                        Locale.ROOT,
                        "alone, median %.1f ms",
                        SideBySide.median(rounds, round -> round.alone().of(kind).p50())),
                new Compared(
                        SideBySide.median(rounds, round -> round.alone().of(kind).good()),
                        SideBySide.median(rounds, round -> round.loaded().of(kind).good()),
                        1 / SideBySide.median(rounds, round -> round.times(kind)),
                        0),
                0.125,
                0.25);
    }

    private record Round(Answers alone, double peak, Answers loaded) {

        /** How many times as long the slowest of a hundred takes as one alone. */
        double times(String kind) {
            Answered single = alone.of(kind);
            return loaded.of(kind).p99() / single.p50();
        }
    }
}
