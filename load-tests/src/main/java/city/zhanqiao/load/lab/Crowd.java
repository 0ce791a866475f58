package city.zhanqiao.load.lab;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Many people at once. Whoever is turned away asks once more at once.
 *
 * @param city where all ask
 * @param asks what the nth request is
 */
public record Crowd(URI city, LongFunction<Ask> asks) {

    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 4_000;
    private static final Answered NOTHING = new Answered(0, 0, 0, 0, 0);

    /**
     * The open model: requests are sent at a rate, whether earlier ones have been answered or not,
     * as people do who know nothing of each other.
     */
    public Answers at(double perSecond, Duration length) {
        double eachTick = perSecond * TICK.toMillis() / 1000;
        return send(
                length,
                crowd ->
                        Flux.interval(TICK)
                                .onBackpressureBuffer()
                                .take(length.dividedBy(TICK))
                                .concatMap(tick -> Flux.range(0, due(tick, eachTick)))
                                .flatMap(_ -> crowd.next(), Integer.MAX_VALUE)
                                .then());
    }

    /** The closed model: so many callers, each asks again as soon as it is answered. */
    public Answers of(int callers, Duration length) {
        return send(
                length,
                crowd -> {
                    long end = System.nanoTime() + length.toNanos();
                    return Flux.range(0, callers)
                            .flatMap(
                                    _ -> crowd.next().repeat(() -> System.nanoTime() < end),
                                    callers)
                            .then();
                });
    }

    private Answers send(Duration length, Function<Sending, Mono<Void>> load) {
        ConnectionProvider connections =
                ConnectionProvider.builder("crowd")
                        .maxConnections(CONNECTIONS)
                        .pendingAcquireMaxCount(-1)
                        .build();
        Sending sending =
                new Sending(
                        HttpClient.create(connections)
                                .baseUrl(city.toString())
                                .responseTimeout(PATIENCE));
        load.apply(sending)
                .then(connections.disposeLater())
                // This is a program of its own, and its main thread has nothing else to do.
                .block();
        return sending.answers(length);
    }

    /** How many are due at that tick, so that the sum keeps to the rate. */
    private static int due(long tick, double eachTick) {
        return (int) ((long) ((tick + 1) * eachTick) - (long) (tick * eachTick));
    }

    private final class Sending {
        private final HttpClient client;
        private final AtomicLong sent = new AtomicLong();
        private final Map<String, Counts> counts = new ConcurrentHashMap<>();

        private Sending(HttpClient client) {
            this.client = client;
        }

        Mono<Void> next() {
            return Mono.defer(() -> ask(asks.apply(sent.getAndIncrement()), true));
        }

        private Mono<Void> ask(Ask ask, boolean again) {
            Counts mine = counts.computeIfAbsent(ask.kind(), _ -> new Counts());
            long began = System.nanoTime();
            return client.headers(
                            all -> {
                                all.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + ask.token());
                                ask.headers().forEach(all::set);
                            })
                    .request(HttpMethod.valueOf(ask.method()))
                    .uri(ask.path())
                    .send((_, out) ->
                            ask.body().isEmpty() ? out : out.sendString(Mono.just(ask.body())))
                    .responseSingle(
                            (answer, body) -> body.asByteArray().thenReturn(answer.status().code()))
                    .defaultIfEmpty(0)
                    .flatMap(status ->
                            mine.isGood(status == ask.hoped(), began) || !again
                                    ? Mono.<Void>empty()
                                    : ask(ask, false))
                    .onErrorResume(_ -> Mono.fromRunnable(mine.broken::incrementAndGet));
        }

        private Answers answers(Duration length) {
            Map<String, Answered> all = new ConcurrentHashMap<>();
            counts.forEach((kind, mine) -> all.put(kind, mine.toAnswered(length)));
            return new Answers(all);
        }
    }

    private static final class Counts {
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong broken = new AtomicLong();
        private final ConcurrentLinkedQueue<Double> good = new ConcurrentLinkedQueue<>();

        boolean isGood(boolean hoped, long began) {
            if (hoped) {
                good.add((System.nanoTime() - began) / 1e6);
            } else {
                refused.incrementAndGet();
            }
            return hoped;
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
     * One request.
     *
     * @param kind under which it is counted
     * @param body empty for none
     * @param hoped the status of a good answer
     */
    public record Ask(
            String kind,
            String method,
            String path,
            String token,
            Map<String, String> headers,
            String body,
            int hoped) {

        /** A resident reads something. */
        public static Ask read(String path, String token) {
            return new Ask("read", "GET", path, token, Map.of(), "", 200);
        }
    }

    /** What came back, by kind. */
    public record Answers(Map<String, Answered> byKind) {

        public Answered of(String kind) {
            return byKind.getOrDefault(kind, NOTHING);
        }

        /** Good answers a second of all kinds. */
        public double good() {
            return byKind.values().stream().mapToDouble(Answered::good).sum();
        }

        /** Whether nobody was turned away or left without an answer. */
        public boolean allGood() {
            return byKind.values().stream()
                    .allMatch(one -> one.refused() == 0 && one.broken() == 0);
        }
    }

    /**
     * What came back of one kind.
     *
     * @param good answers a second that were hoped for
     * @param refused answers a second that turned somebody away
     * @param broken requests without an answer
     * @param p50 milliseconds of the good ones
     * @param p99 milliseconds of the good ones
     */
    public record Answered(double good, double refused, long broken, double p50, double p99) {}
}
