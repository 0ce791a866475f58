package city.zhanqiao.load.lab;

import io.netty.handler.codec.http.HttpHeaderNames;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A load in the open model: requests are sent at a rate, whether earlier ones have been answered or
 * not, as people do who know nothing of each other. Whoever is turned away asks once more at once.
 *
 * @param tokens one for each resident, used in turn
 */
public record OpenLoad(URI address, List<String> tokens) {

    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 4_000;

    /**
     * Sends for a while.
     *
     * @param perSecond at least 100
     */
    public Answered at(double perSecond, Duration length) {
        Counts counts = new Counts();
        int eachTick = (int) Math.round(perSecond * TICK.toMillis() / 1000);
        ConnectionProvider connections =
                ConnectionProvider.builder("open-load")
                        .maxConnections(CONNECTIONS)
                        .pendingAcquireMaxCount(-1)
                        .build();
        HttpClient client = HttpClient.create(connections).responseTimeout(PATIENCE);
        // This is a program of its own, and its main thread has nothing else to do.
        Flux.interval(TICK)
                .onBackpressureBuffer()
                .take(length.dividedBy(TICK))
                .concatMap(_ -> Flux.range(0, eachTick))
                .flatMap(_ -> ask(client, counts, true), Integer.MAX_VALUE)
                .then(connections.disposeLater())
                // The bench goes on when all have been answered.
                .block();
        return counts.toAnswered(length);
    }

    private Mono<Void> ask(HttpClient client, Counts counts, boolean again) {
        long began = System.nanoTime();
        String token = tokens.get((int) (counts.sent.getAndIncrement() % tokens.size()));
        return client.headers(all -> all.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token))
                .get()
                .uri(address)
                .responseSingle(
                        (answer, body) -> body.asByteArray().thenReturn(answer.status().code()))
                .defaultIfEmpty(0)
                .flatMap(status ->
                        counts.count(status, began, again)
                                ? ask(client, counts, false)
                                : Mono.<Void>empty())
                .onErrorResume(_ -> Mono.fromRunnable(counts.broken::incrementAndGet));
    }

    private static final class Counts {
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong broken = new AtomicLong();
        private final ConcurrentLinkedQueue<Double> good = new ConcurrentLinkedQueue<>();

        /** Whether to ask once more. */
        boolean count(int status, long began, boolean again) {
            if (status == 200) {
                good.add((System.nanoTime() - began) / 1e6);
                return false;
            }
            refused.incrementAndGet();
            return again;
        }

        Answered toAnswered(Duration length) {
            double[] times = good.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double seconds = length.toMillis() / 1000.0;
            return new Answered(
                    times.length / seconds,
                    refused.get() / seconds,
                    broken.get(),
                    at(times, 0.5),
                    at(times, 0.99));
        }

        private static double at(double[] sorted, double share) {
            return sorted.length == 0
                    ? 0
                    : Arrays.stream(sorted)
                            .skip((long) (share * (sorted.length - 1)))
                            .findFirst()
                            .orElse(0);
        }
    }

    /**
     * What came back.
     *
     * @param good answers a second that were hoped for
     * @param refused answers a second that turned somebody away
     * @param broken requests without an answer
     * @param p50 milliseconds of the good ones
     * @param p99 milliseconds of the good ones
     */
    public record Answered(double good, double refused, long broken, double p50, double p99) {}
}
