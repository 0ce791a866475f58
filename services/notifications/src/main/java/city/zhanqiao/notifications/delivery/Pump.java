package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.delivery.DeliveryQueue.Attempt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what waits in one lane for one push service, many at once. As soon as one is done the next
 * goes, so a slow answer holds up nobody but itself. Stopping waits for what is under way; what it
 * does not wait for is taken over by others.
 */
final class Pump implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Pump.class);

    private static final int BATCH = 200;
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final Duration AT_THE_VALVE = Duration.ofMillis(100);

    /** A result is in memory only until it is recorded, so recording is never given up. */
    private static final Retry UNTIL_RECORDED =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(AFTER_A_FAULT);

    private final Lane lane;
    private final Sender sender;
    private final DeliveryQueue queue;
    private final Valve valve;
    private final Pace pace;
    private final SignOfLife self;
    private final RetryRule rule;
    private final DeliverySettings settings;
    private final Attempts counted;
    private final Sinks.Many<Boolean> bell = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean running;
    private volatile Mono<Void> ended = Mono.empty();

    Pump(
            Lane lane,
            Sender sender,
            DeliveryQueue queue,
            SignOfLife self,
            RetryRule rule,
            DeliverySettings settings,
            Pace pace,
            Attempts counted) {
        this.pace = pace;
        this.counted = counted;
        this.lane = lane;
        this.sender = sender;
        this.queue = queue;
        this.self = self;
        this.rule = rule;
        this.settings = settings;
        this.valve = new Valve(settings, System::nanoTime);
    }

    Lane lane() {
        return lane;
    }

    void wake() {
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
        // Background work whose life is this bean's; nobody else subscribes to it.
        Flux.defer(this::next)
                .repeat(() -> running)
                // The next are taken while the last are still being sent, so that no request waits
                // for the database.
                .publishOn(Schedulers.parallel(), BATCH)
                .flatMap(this::attempt, settings.atOnce(lane), 1)
                .bufferTimeout(BATCH, GATHER, true)
                .concatMap(this::record, 1)
                .doFinally(signal -> end.tryEmitEmpty())
                // Beside all requests, until the program stops; nobody waits for it.
                .subscribe(
                        done -> {},
                        fault -> log.error("{} to {} has stopped", lane, sender.name(), fault));
    }

    private Flux<Claimed> next() {
        woken.set(false);
        int paced = self.isFresh() ? pace.take(lane, BATCH) : 0;
        int admitted = paced == 0 ? 0 : valve.admits(paced);
        pace.giveBack(lane, paced - admitted);
        if (admitted == 0) {
            return rest(AT_THE_VALVE);
        }
        return queue.claim(lane, sender.provider(), admitted)
                .doOnNext(claimed -> pace.giveBack(lane, admitted - claimed.size()))
                .flatMapMany(this::sendOrRest)
                .onErrorResume(this::restAfterFault);
    }

    private Flux<Claimed> sendOrRest(List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            valve.nothingToTry();
            return rest(settings.look());
        }
        return Flux.fromIterable(claimed);
    }

    private Flux<Claimed> restAfterFault(Throwable fault) {
        log.warn("{} to {} cannot look into the queue: {}", lane, sender.name(), fault.toString());
        valve.nothingToTry();
        return rest(AFTER_A_FAULT);
    }

    private Mono<Attempt> attempt(Claimed claimed) {
        if (!self.covers(claimed.nanos())) {
            return Mono.just(new Attempt(claimed, RetryRule.notSent()));
        }
        return sender.send(lane, claimed)
                .doOnNext(this::hear)
                .map(answer -> new Attempt(claimed, rule.after(answer.result(), lane, claimed)))
                .doOnNext(this::count);
    }

    private void count(Attempt done) {
        boolean late = done.claimed().isLate(System.nanoTime());
        counted.count(lane, sender.provider(), done.settlement(), late);
    }

    private void hear(Sender.Answer answer) {
        if (answer.telling()) {
            valve.heard(answer.result());
        } else {
            valve.nothingToTry();
        }
    }

    private Mono<Void> record(List<Attempt> attempts) {
        return queue.settle(attempts)
                .doOnError(fault -> log.warn("outcomes wait to be recorded: {}", fault.toString()))
                .retryWhen(UNTIL_RECORDED);
    }

    private <T> Flux<T> rest(Duration length) {
        if (woken.get() || !running) {
            return Flux.empty();
        }
        return bell.asFlux()
                .next()
                .or(Mono.defer(() -> woken.get() ? Mono.just(true) : Mono.never()))
                .timeout(length, Mono.empty())
                .thenMany(Flux.empty());
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
