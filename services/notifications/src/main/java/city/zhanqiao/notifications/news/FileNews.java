package city.zhanqiao.notifications.news;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.delivery.Lane;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What happens to a resident's own file: authority given or ended, requests about data. */
final class FileNews {

    private static final String SOURCE = "residents";
    private static final String FILE = "/api/v1/me";

    private final Tell tell;

    FileNews(Tell tell) {
        this.tell = tell;
    }

    EventSubscription subscription() {
        return EventSubscription.to(SOURCE)
                .on(
                        "city.zhanqiao.resident.proxy-given.v1",
                        ProxyStepped.class,
                        (event, proxy) -> tellBoth(event, "proxy.given", proxy))
                .on(
                        "city.zhanqiao.resident.proxy-ended.v1",
                        ProxyStepped.class,
                        (event, proxy) -> tellBoth(event, "proxy.ended", proxy))
                .on(
                        "city.zhanqiao.resident.data-request-done.v1",
                        RequestDone.class,
                        (event, done) ->
                                tell(
                                        event,
                                        done.residentId(),
                                        "",
                                        "data-request:" + done.requestId(),
                                        "resident.data-request-done",
                                        Map.of()));
    }

    /** Who gives authority hears of it too: it may have been somebody else at the phone. */
    private Mono<Void> tellBoth(CloudEvent event, String words, ProxyStepped proxy) {
        Map<String, String> facts = Map.of("until", proxy.until().toString());
        String subject = "proxy:" + proxy.proxyId();
        return tell(event, proxy.principalId(), ":principal", subject, words + "-principal", facts)
                .then(tell(event, proxy.agentId(), ":agent", subject, words + "-agent", facts));
    }

    private Mono<Void> tell(
            CloudEvent event,
            ResidentId resident,
            String part,
            String subject,
            String words,
            Map<String, String> facts) {
        return tell.resident(
                new News(
                        resident,
                        Lane.PERSONAL,
                        SOURCE,
                        event.id() + part,
                        subject,
                        words,
                        facts,
                        Optional.of(FILE),
                        event.time(),
                        Optional.empty()));
    }

    /** Authority was given or ended. */
    record ProxyStepped(
            UUID proxyId, ResidentId principalId, ResidentId agentId, LocalDate until) {}

    /** A request about personal data was answered. */
    record RequestDone(ResidentId residentId, UUID requestId) {}
}
