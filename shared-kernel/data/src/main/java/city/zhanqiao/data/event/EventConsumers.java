package city.zhanqiao.data.event;

import city.zhanqiao.data.job.Job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs one consumer for each log that this service reads. */
final class EventConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventConsumers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Map<String, EventConsumer> consumers;
    private final EventStream stream;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Disposable> bells = new ArrayList<>();
    private volatile boolean running;

    EventConsumers(
            List<EventSubscription> subscriptions,
            EventStream stream,
            Function<Map.Entry<String, List<EventSubscription>>, EventConsumer> consumer) {
        this.stream = stream;
        this.consumers =
                subscriptions.stream()
                        .collect(
                                Collectors.groupingBy(
                                        EventSubscription::source,
                                        TreeMap::new,
                                        Collectors.toList()))
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, consumer));
    }

    /** Takes in one event outside its turn, in the transaction of the caller. */
    Mono<Void> take(CloudEvent event) {
        return Mono.justOrEmpty(consumers.get(event.source()))
                .flatMap(consumer -> consumer.take(event));
    }

    @Override
    public void start() {
        running = true;
        consumers.forEach(this::start);
    }

    private void start(String source, EventConsumer consumer) {
        Job job = new Job("events of " + source, BETWEEN_LOOKS, consumer::step);
        jobs.add(job);
        job.start();
        // The bell only shortens the wait; while Redis is away the job looks every second.
        bells.add(
                Flux.defer(() -> stream.bell(source))
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_LOOKS))
                        // Rings for as long as the program runs; stop() disposes of it.
                        .subscribe(ring -> job.wake()));
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        bells.forEach(Disposable::dispose);
        // The container takes a callback, not a publisher.
        Flux.fromIterable(jobs)
                .flatMap(job -> Mono.<Void>create(end -> job.stop(end::success)))
                .thenMany(Flux.fromIterable(consumers.values()).flatMap(EventConsumer::end))
                .doOnError(fault -> log.warn("a lease runs out by itself: {}", fault.toString()))
                .onErrorComplete()
                .doFinally(signal -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
