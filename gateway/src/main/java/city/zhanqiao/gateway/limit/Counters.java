package city.zhanqiao.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The counters of all callers. A request is judged by what this instance knows, in memory; beside
 * that the instances add up what they have seen in Redis, a few times a second, of those callers
 * who have spent a twentieth of their limit: most never do. Without Redis each instance goes on by
 * its own count, so everybody is still limited.
 */
@Component
class Counters implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Counters.class);

    private static final String KEY = "zhanqiao:rate:";
    private static final int CALLERS = 200_000;
    private static final int AT_A_TIME = 64;

    private final RateSettings settings;
    private final InstantSource clock;
    private final ReactiveStringRedisTemplate redis;
    private final Cache<String, Counter> counters;
    private final Set<String> spending = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Disposable> syncing =
            new AtomicReference<>(Disposables.disposed());

    Counters(RateSettings settings, InstantSource clock, ReactiveStringRedisTemplate redis) {
        this.settings = settings;
        this.clock = clock;
        this.redis = redis;
        this.counters =
                Caffeine.newBuilder()
                        .maximumSize(CALLERS)
                        .expireAfterAccess(settings.window().multipliedBy(2))
                        .build();
    }

    /** Spends for a caller, if enough is left. */
    Counter.Verdict take(String caller, long cost, long limit) {
        var verdict =
                counters.get(caller, _ -> new Counter())
                        .take(cost, limit, clock.millis(), settings.window().toMillis());
        if (verdict.news()) {
            spending.add(caller);
        }
        return verdict;
    }

    @Override
    public void start() {
        // Background work whose life is this bean's; nobody else subscribes to it.
        var sync =
                Flux.interval(settings.sync())
                        .onBackpressureDrop()
                        .concatMap(_ -> sync(), 1)
                        // Beside all requests, until the program stops.
                        .subscribe(_ -> {}, fault -> log.error("Syncing has ended", fault));
        syncing.getAndSet(sync).dispose();
    }

    @Override
    public void stop() {
        syncing.get().dispose();
    }

    @Override
    public boolean isRunning() {
        return !syncing.get().isDisposed();
    }

    private Mono<Void> sync() {
        return Flux.fromIterable(Set.copyOf(spending))
                .doOnNext(spending::remove)
                .flatMap(this::tell, AT_A_TIME)
                .then();
    }

    private Mono<Long> tell(String caller) {
        var counter = counters.getIfPresent(caller);
        return counter == null || !counter.hasNews() ? Mono.empty() : tell(caller, counter);
    }

    private Mono<Long> tell(String caller, Counter counter) {
        var report = counter.report();
        var key = KEY + caller + ":" + report.window();
        return redis.opsForValue()
                .increment(key, report.units())
                .doOnNext(total -> counter.learn(report, total))
                .delayUntil(total -> expireNew(key, total, report))
                .onErrorResume(fault -> {
                    counter.notTold(report);
                    spending.add(caller);
                    log.debug("Redis was not told", fault);
                    return Mono.empty();
                });
    }

    /** Whoever begins a key sees to its end. */
    private Mono<Boolean> expireNew(String key, long total, Counter.Report report) {
        return total == report.units()
                ? redis.expire(key, settings.window().multipliedBy(2)).onErrorReturn(false)
                : Mono.just(true);
    }
}
