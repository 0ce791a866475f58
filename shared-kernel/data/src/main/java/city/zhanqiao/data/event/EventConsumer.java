package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventPositions.Position;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.trace.Traces;

import io.micrometer.common.KeyValues;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.reactive.function.client.WebClientException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Takes in another service's log, in order, each event once in effect. Redis brings events fast;
 * whatever it does not bring (a gap, an empty stream, an outage) is read from the sender. One
 * instance reads at a time, by a lease in the database.
 */
final class EventConsumer {

    private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);
    private static final int BATCH = 200;

    /** How long a silent stream is believed before the sender is asked. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** An event that fails this often for a reason of its own is put aside. */
    private static final Retry OWN_FAULT =
            Retry.backoff(2, Duration.ofMillis(100))
                    .filter(fault -> !isOutage(fault))
                    .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final String source;
    private final List<EventSubscription> subscriptions;
    private final EventPositions positions;
    private final EventStream stream;
    private final Peers peers;
    private final Transactions transactions;
    private final Traces traces;
    private final JsonMapper json;
    private long askedAt = System.nanoTime() - SILENCE.toNanos();

    EventConsumer(
            String source,
            List<EventSubscription> subscriptions,
            EventPositions positions,
            EventStream stream,
            Peers peers,
            Transactions transactions,
            Traces traces,
            JsonMapper json) {
        this.source = source;
        this.subscriptions = subscriptions;
        this.positions = positions;
        this.stream = stream;
        this.peers = peers;
        this.transactions = transactions;
        this.traces = traces;
        this.json = json;
    }

    Mono<Void> end() {
        return positions.release();
    }

    /** Reads and takes in one batch. */
    Mono<Job.Found> step() {
        return positions
                .lease()
                .flatMap(this::readNext)
                .flatMap(this::takeIn)
                .defaultIfEmpty(Job.Found.NOTHING);
    }

    private Mono<Batch> readNext(Position position) {
        return stream.readAfter(source, position.number(), BATCH)
                .collectList()
                .map(Optional::of)
                .onErrorResume(outage -> Mono.just(Optional.empty()))
                .flatMap(read ->
                        read.filter(events -> follows(position, events))
                                .map(events -> Mono.just(new Batch(position, events)))
                                .orElseGet(() -> askTheSender(position, read)));
    }

    /** Asks at once when the stream shows a gap or is out of reach, else only after a silence. */
    private Mono<Batch> askTheSender(Position position, Optional<List<CloudEvent>> read) {
        boolean silent = read.isPresent() && read.get().isEmpty();
        if (silent && System.nanoTime() - askedAt < SILENCE.toNanos()) {
            return Mono.empty();
        }
        return requestAfter(position.number())
                .doOnNext(page -> askedAt = System.nanoTime())
                .flatMap(page ->
                        position.isIn(page.log()) && page.numbered() >= position.number()
                                ? Mono.just(new Batch(position, page.events()))
                                : beginAnew(page));
    }

    /** The sender's database was made anew: its log begins again at 1. */
    private Mono<Batch> beginAnew(EventPage page) {
        log.warn("{} has a new event log; it is read from its beginning", source);
        return transactions
                .run(positions.hold().flatMap(held -> positions.move(page.log(), 0)))
                .then(requestAfter(0))
                .map(first -> new Batch(new Position(Optional.of(first.log()), 0), first.events()));
    }

    private Mono<EventPage> requestAfter(long position) {
        return peers.of(source)
                .get()
                .uri("/internal/v1/events?after={position}&limit={limit}", position, BATCH)
                .retrieve()
                .bodyToMono(EventPage.class);
    }

    private Mono<Job.Found> takeIn(Batch batch) {
        if (batch.events().isEmpty()) {
            return Mono.just(Job.Found.NOTHING);
        }
        return transactions
                .run(takeAll(batch.from(), batch.events()))
                .onErrorResume(
                        fault -> !isOutage(fault), fault -> oneByOne(batch.from(), batch.events()))
                .thenReturn(Job.Found.MORE);
    }

    private Mono<Void> takeAll(Position from, List<CloudEvent> events) {
        CloudEvent last = events.getLast();
        return positions
                .hold()
                .filter(held -> held.number() == from.number())
                .flatMap(held ->
                        Flux.fromIterable(events)
                                .concatMap(this::take)
                                .then(positions.move(last.log(), last.sequence())));
    }

    private Mono<Void> oneByOne(Position from, List<CloudEvent> events) {
        return Flux.fromIterable(events)
                .concatMap(event ->
                        transactions
                                .run(takeAll(before(event, from), List.of(event)))
                                .retryWhen(OWN_FAULT)
                                .onErrorResume(
                                        fault -> !isOutage(fault),
                                        fault -> putAside(event, from, fault)))
                .then();
    }

    private Mono<Void> putAside(CloudEvent event, Position from, Throwable fault) {
        log.error("event {} of {} is put aside: {}", event.sequence(), source, fault.toString());
        return transactions.run(
                positions
                        .hold()
                        .filter(held -> held.number() == before(event, from).number())
                        .flatMap(held ->
                                positions
                                        .putAside(event, fault.toString())
                                        .then(positions.move(event.log(), event.sequence()))));
    }

    /** Lets every feature that it concerns take one event in. */
    Mono<Void> take(CloudEvent event) {
        return subscriptions.stream().noneMatch(one -> one.concerns(event))
                ? Mono.empty()
                : traces.observe(
                        "zhanqiao.event",
                        event.traceparent(),
                        KeyValues.of("type", event.type()),
                        Flux.fromIterable(subscriptions)
                                .concatMap(subscription -> subscription.take(event, json))
                                .then());
    }

    private static Position before(CloudEvent event, Position from) {
        return new Position(from.log(), event.sequence() - 1);
    }

    private static boolean follows(Position position, List<CloudEvent> events) {
        if (events.isEmpty()) {
            return false;
        }
        UUID theirs = events.getFirst().log();
        long next = position.number();
        for (CloudEvent event : events) {
            next++;
            if (event.sequence() != next || !position.isIn(theirs) || !event.log().equals(theirs)) {
                return false;
            }
        }
        return true;
    }

    /** What passes by itself; an event is never blamed for it. */
    private static boolean isOutage(Throwable fault) {
        return switch (fault) {
            case TransientDataAccessException transientFault -> true;
            case DataAccessResourceFailureException noDatabase -> true;
            case TransactionException noTransaction -> true;
            case R2dbcTransientException busy -> true;
            case R2dbcNonTransientResourceException gone -> true;
            case WebClientException noPeer -> true;
            case TimeoutException late -> true;
            case IOException cut -> true;
            default -> fault.getCause() != null && isOutage(fault.getCause());
        };
    }

    private record Batch(Position from, List<CloudEvent> events) {}
}
