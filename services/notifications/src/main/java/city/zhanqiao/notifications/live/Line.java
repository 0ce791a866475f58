package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One open stream, as seen from the switchboard. That the inbox has changed is remembered once,
 * however often it is said; ticks are kept up to a bound.
 */
final class Line {

    private final ResidentId resident;
    private final Sinks.Many<Tick> ticks;
    private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean overrun = new AtomicBoolean();

    Line(ResidentId resident, int kept) {
        this.resident = resident;
        this.ticks = Sinks.many().unicast().onBackpressureBuffer(Queues.<Tick>get(kept).get());
    }

    ResidentId resident() {
        return resident;
    }

    /** Says that the inbox may have changed. */
    void ring() {
        bell.tryEmitNext(true);
    }

    /** Hands on a tick; one too many ends the line, because what follows would not be whole. */
    void tick(Tick tick) {
        if (ticks.tryEmitNext(tick) == Sinks.EmitResult.FAIL_OVERFLOW) {
            overrun.set(true);
            end();
        }
    }

    /** Ends the stream after what is kept. */
    void end() {
        ticks.tryEmitComplete();
        bell.tryEmitComplete();
    }

    boolean isOverrun() {
        return overrun.get();
    }

    Flux<Tick> ticks() {
        return ticks.asFlux();
    }

    /** Rings at once and whenever there may be something to read. */
    Flux<Boolean> bell() {
        return Flux.merge(bell.asFlux(), Mono.just(true)).onBackpressureLatest();
    }
}
