package city.zhanqiao.data.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One step, repeated: at once while there is more to do, otherwise after a pause or when woken. A
 * step that fails is logged and tried again after a longer pause, so a job never dies. Stopping
 * waits for the step that is running.
 */
public final class Job implements SmartLifecycle {

    /** What a step found. */
    public enum Found {
        /** More is waiting: go on at once. */
        MORE,
        /** Nothing is waiting: rest. */
        NOTHING
    }

    private static final Logger log = LoggerFactory.getLogger(Job.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final String name;
    private final Duration pause;
    private final Supplier<Mono<Found>> step;
    private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean running;
    private volatile Mono<Void> ended = Mono.empty();
    private boolean failing;

    /**
     * @param name for the log
     * @param pause rest between two steps that find nothing
     * @param step cold; completes empty or with what it found
     */
    public Job(String name, Duration pause, Supplier<Mono<Found>> step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    /** Ends the rest; harmless at any time and from any thread. */
    public void wake() {
        woken.set(true);
        bell.tryEmitNext(true);
    }

    @Override
    public void start() {
        if (running) {
            return;
        }
        running = true;
        Sinks.One<Void> end = Sinks.one();
        ended = end.asMono();
        // The one place where background work is subscribed to: its life is this bean's.
        Mono.defer(this::stepAndRest)
                // Runs beside all requests until the program stops; nobody waits for it.
                .repeat(() -> running)
                .doFinally(signal -> end.tryEmitEmpty())
                .subscribe();
    }

    private Mono<Void> stepAndRest() {
        woken.set(false);
        return Mono.defer(step)
                .defaultIfEmpty(Found.NOTHING)
                .doOnNext(found -> recovered())
                .flatMap(found -> found == Found.MORE ? Mono.<Void>empty() : rest(pause))
                .onErrorResume(fault -> restAfter(failed(fault)));
    }

    /** Not ended by new work: while something is away, each commit would make one more attempt. */
    private Mono<Void> restAfter(Duration pauseAfterFault) {
        return bell.asFlux()
                .filter(ring -> !running)
                .next()
                .timeout(pauseAfterFault, Mono.empty())
                .then();
    }

    private Mono<Void> rest(Duration length) {
        if (woken.get() || !running) {
            return Mono.empty();
        }
        return bell.asFlux()
                .next()
                .or(Mono.defer(() -> woken.get() ? Mono.just(true) : Mono.never()))
                .timeout(length, Mono.empty())
                .then();
    }

    private void recovered() {
        if (failing) {
            failing = false;
            log.info("{} goes on", name);
        }
    }

    private Duration failed(Throwable fault) {
        if (!failing) {
            log.warn("{} failed and is tried again: {}", name, fault.toString());
        }
        log.debug("{} failed", name, fault);
        failing = true;
        return pause.compareTo(AFTER_A_FAULT) > 0 ? pause : AFTER_A_FAULT;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        wake();
        // The container takes a callback, not a publisher.
        ended.doFinally(signal -> callback.run()).subscribe();
    }

    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
