package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.storm.Storm;

import java.util.ArrayList;
import java.util.List;

/**
 * The full storm: 5,000 residents for 300 places at three instances, one of which is killed. Not a
 * race; it shows that nothing goes wrong, as many times as there are rounds.
 */
final class StormBench implements Bench {

    private static final int RESIDENTS = 5_000;
    private static final int SMOKE_RESIDENTS = 600;
    private static final int PLACES = 300;
    private static final int INSTANCES = 3;

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Place place = lab.place("appointments");
        List<Program> instances = new ArrayList<>();
        int residents = settings.smoke() ? SMOKE_RESIDENTS : RESIDENTS;
        long began = System.nanoTime();
        for (int round = 1; round <= settings.rounds(); round++) {
            while (instances.size() < INSTANCES) {
                instances.add(lab.instance(place, instances.size() + round).awaitReady());
            }
            Lab.awaitSlots(place);
            place.execute("TRUNCATE booking, booking_step, idempotency");
            List<String> faults = new Storm(lab, place, instances).rage(residents, PLACES, round);
            if (!faults.isEmpty()) {
                throw new CannotMeasure("storm " + round + ": " + String.join("\n", faults));
            }
            SideBySide.say("storm %d of %d: nothing wrong".formatted(round, settings.rounds()));
            instances.removeFirst();
        }
        report.note(
                ("%d storms in %.0f s, each %d residents for %d places at %d instances with"
                     + " hang-ups, double taps and a kill -9: exactly %d confirmed, nobody twice,"
                     + " every yes present, every no absent, one event and one history each.")
                        .formatted(
                                settings.rounds(),
                                (System.nanoTime() - began) / 1e9,
                                residents,
                                PLACES,
                                INSTANCES,
                                PLACES));
    }
}
