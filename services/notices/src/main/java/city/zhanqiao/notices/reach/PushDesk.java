package city.zhanqiao.notices.reach;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.web.client.ServiceClients;
import city.zhanqiao.web.problem.CommonProblem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The service of notifications, asked about audiences and about what it has sent. */
final class PushDesk {

    private static final Logger log = LoggerFactory.getLogger(PushDesk.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final WebClient notifications;

    PushDesk(ServiceClients clients) {
        this.notifications = clients.of("notifications");
    }

    /** How many devices would get it. */
    Mono<Long> countDevices(Content.Target target) {
        return notifications
                .post()
                .uri("/internal/v1/audiences")
                .bodyValue(
                        new AudienceQuestion(
                                target.divisions().stream().map(DivisionCode::value).toList(),
                                List.copyOf(target.topics()),
                                List.copyOf(target.groups())))
                .retrieve()
                .bodyToMono(Audience.class)
                .map(Audience::devices)
                .onErrorMap(PushDesk::isSilence, PushDesk::unavailable);
    }

    /** What was told about a notice, newest first, and what came of it. */
    Mono<List<Telling>> tellings(NoticeId id) {
        return notifications
                .get()
                .uri("/internal/v1/broadcasts?subject={subject}", "notice:" + id)
                .retrieve()
                .bodyToMono(Tellings.class)
                .map(Tellings::items)
                .onErrorMap(PushDesk::isSilence, PushDesk::unavailable);
    }

    private static boolean isSilence(Throwable fault) {
        return !(fault instanceof ProblemException);
    }

    private static ProblemException unavailable(Throwable silence) {
        log.warn("notifications is silent: {}", silence.toString());
        return new ProblemException(CommonProblem.SERVICE_UNAVAILABLE).withRetryAfter(TRY_AGAIN);
    }

    record AudienceQuestion(List<String> divisions, List<String> topics, List<String> groups) {}

    record Audience(long devices) {}

    record Tellings(List<Telling> items) {}

    /**
     * One telling of a notice: its publication, an update or its withdrawal.
     *
     * @param words template of the message, such as {@code emergency.published}
     * @param state {@code RUNNING} while residents are looked up, then {@code DONE}; {@code
     *     CANCELLED} when a newer telling took its place
     * @param residents looked at so far
     * @param devices looked at so far
     * @param waiting not sent yet, or to be tried again
     * @param failed given up, out of date, to a dead address, or nobody knows
     * @param skipped not meant to be sent, or dropped for newer news
     */
    record Telling(
            String words,
            String state,
            Instant occurredAt,
            Optional<Instant> endedAt,
            long residents,
            long devices,
            long waiting,
            long underWay,
            long accepted,
            long failed,
            long skipped) {}
}
