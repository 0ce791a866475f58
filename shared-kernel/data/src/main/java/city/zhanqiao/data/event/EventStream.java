package city.zhanqiao.data.event;

import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/**
 * The fast way for events: one Redis stream for each service, whose entry ids are the positions in
 * the log. A reader sees a gap in the ids, so nothing that Redis loses is lost.
 */
final class EventStream {

    /** What a reader may be behind before it has to ask the sender's log. */
    private static final long KEPT = 100_000;

    private static final String FIELD = "event";

    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;

    EventStream(ReactiveStringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /** Adds events of one service in order and rings its bell. */
    Mono<Void> add(List<CloudEvent> events) {
        return addAll(events)
                .onErrorResume(
                        EventStream::isOutOfOrder,
                        stale -> redis.delete(key(events)).then(addAll(events)))
                .then(Mono.defer(() -> ring(events)));
    }

    /** Reads what follows a position without waiting. */
    @SuppressWarnings("unchecked") // a generic array for varargs, made by the caller's API
    Flux<CloudEvent> readAfter(String source, long position, int limit) {
        return redis.<String, String>opsForStream()
                .read(
                        StreamReadOptions.empty().count(limit),
                        StreamOffset.create(key(source), ReadOffset.from(RecordId.of(position, 0))))
                .mapNotNull(entry -> entry.getValue().get(FIELD))
                .map(event -> json.readValue(event, CloudEvent.class));
    }

    /** Rings whenever a service has delivered something; only a hint. */
    Flux<String> bell(String source) {
        return redis.listenToChannel(key(source)).map(message -> message.getMessage());
    }

    private Mono<Void> addAll(List<CloudEvent> events) {
        return Flux.fromIterable(events).concatMap(this::addOne).then();
    }

    private Mono<RecordId> addOne(CloudEvent event) {
        MapRecord<String, String, String> entry =
                StreamRecords.mapBacked(Map.of(FIELD, json.writeValueAsString(event)))
                        .withStreamKey(key(event.source()))
                        .withId(RecordId.of(event.sequence(), 0));
        return redis.<String, String>opsForStream()
                .add(entry, XAddOptions.trim(TrimOptions.maxLen(KEPT).approximate()));
    }

    private Mono<Void> ring(List<CloudEvent> events) {
        return events.isEmpty()
                ? Mono.empty()
                : redis.convertAndSend(key(events), Long.toString(events.getLast().sequence()))
                        .then();
    }

    private static String key(List<CloudEvent> events) {
        return key(events.getFirst().source());
    }

    private static String key(String source) {
        return "zhanqiao:events:" + source;
    }

    /**
     * The stream already has this position: a relay stopped between delivering and noting it, or
     * the stream belongs to a log that is no more. Either way it is filled anew, and readers that
     * miss something ask the log.
     */
    private static boolean isOutOfOrder(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("equal or smaller")) {
                return true;
            }
        }
        return false;
    }
}
