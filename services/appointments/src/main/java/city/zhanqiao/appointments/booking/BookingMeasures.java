package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.Outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * What operators watch in a rush: {@code zhanqiao.bookings} counts acts by how they ended, {@code
 * zhanqiao.bookings.waiting} tells how many acts wait for a writer.
 */
final class BookingMeasures {

    private static final String DONE = "done";

    private final MeterRegistry registry;
    private final Map<Ending, Counter> counters = new ConcurrentHashMap<>();

    /**
     * Acts that succeed are told from the start: a rate needs a number before the first of them.
     */
    BookingMeasures(MeterRegistry registry) {
        this.registry = registry;
        for (BookingStep act : BookingStep.values()) {
            counters.computeIfAbsent(new Ending(act, DONE), this::register);
        }
    }

    /** Counts an act; a refusal under its name, such as {@code SlotFull}. */
    void count(BookingStep act, Outcome<Placed, Refusal> outcome) {
        counters.computeIfAbsent(new Ending(act, result(outcome)), this::register).increment();
    }

    /** Watches the acts that wait in a kind of lane. */
    void watch(String lanes, IntSupplier waiting) {
        Gauge.builder("zhanqiao.bookings.waiting", waiting, IntSupplier::getAsInt)
                .description("Acts that wait for a writer")
                .tag("lanes", lanes)
                .register(registry);
    }

    private Counter register(Ending ending) {
        return Counter.builder("zhanqiao.bookings")
                .description("Acts on bookings by how they ended")
                .tag("act", ending.act().name())
                .tag("result", ending.result())
                .register(registry);
    }

    private static String result(Outcome<Placed, Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Placed, Refusal> done -> DONE;
            case Outcome.Refused<Placed, Refusal>(Refusal refusal) ->
                    refusal.getClass().getSimpleName();
        };
    }

    private record Ending(BookingStep act, String result) {}
}
