package city.zhanqiao.notifications.news;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.template.Templates;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Steps of applications, as residents hear of them. Each step with words of its own is told. */
final class CaseNews {

    private static final String SOURCE = "applications";
    private static final String WORDS = "application.";

    private final Tell tell;

    CaseNews(Tell tell) {
        this.tell = tell;
    }

    EventSubscription subscription(Templates templates) {
        EventSubscription subscription = EventSubscription.to(SOURCE);
        for (String words : templates.codes(WORDS)) {
            subscription.on(
                    "city.zhanqiao.%s.v1".formatted(words),
                    CaseStepped.class,
                    (event, step) -> tell(event, words, step));
        }
        return subscription;
    }

    /** A child has no inbox that anybody reads: whoever applied hears of it as well. */
    private Mono<Void> tell(CloudEvent event, String words, CaseStepped step) {
        String key = event.id().toString();
        return tell(event, key, step.residentId(), words, step)
                .then(Mono.justOrEmpty(step.agentId()))
                .flatMap(agent -> tell(event, key + " agent", agent, words, step));
    }

    private Mono<Void> tell(
            CloudEvent event, String key, ResidentId whom, String words, CaseStepped step) {
        return tell.resident(
                new News(
                        whom,
                        Lane.PERSONAL,
                        SOURCE,
                        key,
                        "application:" + step.applicationId(),
                        words,
                        facts(step),
                        Optional.of("/api/v1/applications/" + step.applicationId()),
                        event.time(),
                        Optional.empty()));
    }

    private static Map<String, String> facts(CaseStepped step) {
        Map<String, String> facts = new HashMap<>();
        step.receiptNumber().ifPresent(number -> facts.put("receiptNumber", number));
        step.dueOn().ifPresent(day -> facts.put("dueOn", day.toString()));
        step.ratingUntil().ifPresent(day -> facts.put("ratingUntil", day.toString()));
        return facts;
    }

    /** What the applications' events tell of a case. */
    record CaseStepped(
            UUID applicationId,
            ResidentId residentId,
            Optional<ResidentId> agentId,
            Optional<String> receiptNumber,
            Optional<LocalDate> dueOn,
            Optional<LocalDate> ratingUntil) {}
}
