package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.Provider;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts attempts by lane, push service and what became of them. */
final class Attempts {

    private final MeterRegistry registry;

    Attempts(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Lane lane, Provider provider, Settlement settlement) {
        registry.counter(
                        "zhanqiao.push.attempts",
                        "lane",
                        lane.name(),
                        "provider",
                        provider.name(),
                        "outcome",
                        settlement.state())
                .increment();
    }
}
