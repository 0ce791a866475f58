package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.push.Bare;
import city.zhanqiao.load.push.Emergency;
import city.zhanqiao.load.push.Town;

import java.util.List;
import java.util.Map;

/**
 * Danger to 200,000 phones ({@code -Dresidents}), with a {@code kill -9} of one of two instances
 * when half of them know, beside the bare client of the SDK before and after.
 */
final class EmergencyBench implements Bench {

    private static final int PHONES = 200_000;
    private static final int AT_ONCE = 400;

    @Override
    public String name() {
        return "emergency";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        int phones = BenchSettings.given("residents", PHONES);
        try (Town town = Town.in(lab, Map.of())) {
            Program victim = town.instance();
            Program survivor = town.instance();
            victim.awaitReady();
            survivor.awaitReady();
            SideBySide.say("%d residents move in".formatted(phones));
            town.populate(phones);
            Bare bare = Bare.in(town, AT_ONCE);
            bare.send(settings.warm());
            double before = bare.send(settings.length());
            Emergency.Outcome outcome = new Emergency(town, victim, survivor).strike(phones, false);
            double after = bare.send(settings.length());
            report.add(
                    Row.explaining(
                            "emergency",
                            "phones/s, two instances, one killed half-way",
                            "bare client of the SDK, %d requests at once".formatted(AT_ONCE),
                            SideBySide.once(outcome.rate(), (before + after) / 2)));
            report.note(
                    ("%,d phones: the last heard %.1f s after the second person's word. The dead"
                         + " instance left %d messages, %d of them sent and not recorded: they went"
                         + " again under the same tag.")
                            .formatted(
                                    phones,
                                    outcome.toLast(),
                                    outcome.takenOver(),
                                    outcome.again()));
            report.demand("Lost: %d.".formatted(outcome.lost()), outcome.lost() == 0);
            report.demand(
                    "Doubled on a phone: %d.".formatted(outcome.doubled()), outcome.doubled() == 0);
        }
    }
}
