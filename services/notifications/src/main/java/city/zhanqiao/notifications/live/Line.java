package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.notifications.inbox.InboxChanges.Place;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One open stream, as seen from the switchboard. That the inbox has changed is remembered once,
 * however often it is said; ticks are kept up to a bound.
 */
final class Line {

    private static final Ring LOOK = new Ring.Look();

    private final ResidentId resident;
    private final Sinks.Many<Tick> ticks;
    private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private final AtomicBoolean overrun = new AtomicBoolean();
    private final AtomicReference<Optional<Ring>> rung = new AtomicReference<>(Optional.of(LOOK));
    private volatile Place reached;

    /**
     * @param since up to where the inbox is known at the other end
     * @param kept ticks
     */
    Line(ResidentId resident, Place since, int kept) {
        this.resident = resident;
        this.reached = since;
        this.ticks = Sinks.many().unicast().onBackpressureBuffer(Queues.<Tick>get(kept).get());
    }

    ResidentId resident() {
        return resident;
    }

    /** Up to where the inbox is known at the other end. */
    Place reached() {
        return reached;
    }

    void reached(Place place) {
        reached = place;
    }

    /** Says that the inbox may have changed. */
    void ring() {
        ring(LOOK);
    }

    /** Two rings that nobody has heard yet are one, after which everything is looked up. */
    void ring(Ring ring) {
        rung.accumulateAndGet(
                Optional.of(ring),
                (waiting, fresh) -> waiting.isPresent() ? Optional.of(LOOK) : fresh);
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
        end.tryEmitEmpty();
    }

    boolean isOverrun() {
        return overrun.get();
    }

    Flux<Tick> ticks() {
        return ticks.asFlux();
    }

    /** Rings at once and whenever there may be something to read. */
    Flux<Ring> rings() {
        return Flux.merge(bell.asFlux(), Mono.just(true))
                .onBackpressureLatest()
                .handle((sound, sink) -> take().ifPresent(sink::next));
    }

    /** Completes at the end. */
    Mono<Void> ended() {
        return end.asMono();
    }

    private Optional<Ring> take() {
        return rung.getAndSet(Optional.empty());
    }
}
