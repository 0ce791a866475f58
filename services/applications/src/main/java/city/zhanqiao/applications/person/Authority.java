package city.zhanqiao.applications.person;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.web.problem.CommonProblem;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Optional;

/**
 * Asks the residents' service, at each act anew, whether somebody may act for a person or a firm.
 * Silence is told as 503: an outage is no authority.
 */
public final class Authority {

    private static final String GUARDIAN = "GUARDIAN";
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Peers peers;

    Authority(Peers peers) {
        this.peers = peers;
    }

    /**
     * @param matter such as {@code item:social-card}
     */
    public Mono<Verdict> ofPerson(ResidentId agent, ResidentId principal, String matter) {
        return ask(new Question(agent, Optional.of(principal), matter, Optional.empty()));
    }

    /**
     * @param matter such as {@code bundle:restaurant}
     */
    public Mono<Verdict> ofFirm(ResidentId agent, CreditCode firm, String matter) {
        return ask(new Question(agent, Optional.empty(), matter, Optional.of(firm.value())));
    }

    private Mono<Verdict> ask(Question question) {
        return peers.of("residents")
                .post()
                .uri("/internal/v1/authority-checks")
                .bodyValue(question)
                .retrieve()
                .bodyToMono(Verdict.class)
                .onErrorMap(silence ->
                        new ProblemException(CommonProblem.SERVICE_UNAVAILABLE)
                                .withRetryAfter(TRY_AGAIN));
    }

    private record Question(
            ResidentId agentId,
            Optional<ResidentId> principalId,
            String purpose,
            Optional<String> firm) {}

    /**
     * The answer.
     *
     * @param reason code of why not, such as {@code EXPIRED}
     * @param kind what the authority rests on, such as {@code PROXY}; of a guardian only while the
     *     child is under 14
     */
    public record Verdict(boolean allowed, Optional<String> reason, Optional<String> kind) {
        public boolean isOfGuardian() {
            return allowed && kind.filter(GUARDIAN::equals).isPresent();
        }
    }
}
