package city.zhanqiao.notifications.push;

import reactor.core.publisher.Mono;

/** One push service. */
public interface PushProvider {

    /** Which one. */
    Provider provider();

    /**
     * Sends when subscribed to. Never errors: whatever happens is a result. It has its own
     * time-outs; a caller that puts another around it loses the outcome, not the request.
     */
    Mono<PushResult> send(Push push, Address address);

    /** The same, to everybody who follows a topic; a service without topics refuses. */
    default Mono<PushResult> sendToTopic(Push push, String topic) {
        return Mono.just(new PushResult.Refused("NO_TOPICS"));
    }
}
