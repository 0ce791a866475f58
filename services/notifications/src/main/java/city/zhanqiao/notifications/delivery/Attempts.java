package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.Provider;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts attempts by lane, push service and what became of them, and by lane what was accepted more
 * than two minutes after it was due.
 */
final class Attempts {

    private final MeterRegistry registry;

    Attempts(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Lane lane, Provider provider, Settlement settlement, boolean late) {
        registry.counter(
                        "zhanqiao.push.attempts",
                        "lane",
                        lane.name(),
                        "provider",
                        provider.name(),
                        "outcome",
                        settlement.state())
                .increment();
        if (late && settlement instanceof Settlement.Accepted) {
            registry.counter("zhanqiao.push.late", "lane", lane.name()).increment();
        }
    }
}
