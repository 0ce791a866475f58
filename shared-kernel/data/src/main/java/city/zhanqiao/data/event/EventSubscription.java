package city.zhanqiao.data.event;

import reactor.core.publisher.Mono;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.Map;

/**
 * What one feature of this service takes in from another service's log. Handlers run one after the
 * other, in the order of the log, inside the transaction that moves the position: their effect on
 * the database happens once.
 */
public final class EventSubscription {

    private final String source;
    private final Map<String, Handler<?>> handlers = new HashMap<>();

    private EventSubscription(String source) {
        this.source = source;
    }

    /**
     * Begins with nothing.
     *
     * @param source the sending service's name
     */
    public static EventSubscription to(String source) {
        return new EventSubscription(source);
    }

    /**
     * Adds what one type of event does here.
     *
     * @param data a record of the parts of the event's data that matter here; others are ignored
     * @param effect may only touch this service's database
     */
    public <D> EventSubscription on(String type, Class<D> data, Effect<D> effect) {
        handlers.put(type, new Handler<>(data, effect));
        return this;
    }

    String source() {
        return source;
    }

    boolean concerns(CloudEvent event) {
        return handlers.containsKey(event.type());
    }

    Mono<Void> take(CloudEvent event, JsonMapper json) {
        Handler<?> handler = handlers.get(event.type());
        return handler == null ? Mono.empty() : handler.take(event, json);
    }

    /** What an event does here. */
    @FunctionalInterface
    public interface Effect<D> {
        Mono<Void> of(CloudEvent event, D data);
    }

    private record Handler<D>(Class<D> data, Effect<D> effect) {
        Mono<Void> take(CloudEvent event, JsonMapper json) {
            return Mono.defer(() ->
                    effect.of(
                            event,
                            json.readerFor(data)
                                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                                    .readValue(event.data())));
        }
    }
}
