package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.push.Soak;
import city.zhanqiao.load.push.Town;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ten minutes ({@code -Dseconds}) of news while Firebase and Redis do wrong what they can, one
 * after the other, and an instance is killed. Not a race; it shows that nothing is lost or doubled.
 */
final class SoakBench implements Bench {

    private static final int SECONDS = 600;
    private static final int RESIDENTS = 500;

    /** Waits that fit into ten minutes; in production a message is tried for four hours. */
    private static final Map<String, String> HASTY =
            Map.of(
                    "zhanqiao.delivery.first-wait", "2s",
                    "zhanqiao.delivery.closed-after-unauthenticated", "5s",
                    "zhanqiao.push.fcm.read-timeout", "3s");

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Duration length = Duration.ofSeconds(BenchSettings.given("seconds", SECONDS));
        try (Town town = Town.in(lab, HASTY)) {
            Soak.Instances instances = new Soak.Instances(town);
            town.populate(RESIDENTS);
            SideBySide.say("news for %d s, with faults".formatted(length.toSeconds()));
            Soak.Outcome outcome = new Soak(town).run(length, RESIDENTS, instances);
            report.note(outcome.toMarkdown());
            report.demand("Lost: %d.".formatted(outcome.lost()), outcome.lost() == 0);
            report.demand(
                    "Doubled on a phone: %d.".formatted(outcome.doubled()), outcome.doubled() == 0);
        }
    }
}
