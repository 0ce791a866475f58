package city.zhanqiao.appointments.person;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.Peers;

import reactor.core.publisher.Mono;

import java.util.Optional;

/** Asks the residents' service whether somebody may book for somebody else, at each act anew. */
public final class Authority {

    private final Peers peers;

    Authority(Peers peers) {
        this.peers = peers;
    }

    /**
     * Whether the agent may act for the principal on bookings of the service today. Errors when
     * nobody answers: an outage is no authority.
     */
    public Mono<Boolean> reaches(ResidentId agent, ResidentId principal, String service) {
        return ask(new Check(agent, Optional.of(principal), purpose(service), Optional.empty()));
    }

    /** The same for a firm: whether the agent may act for it. */
    public Mono<Boolean> reachesFirm(ResidentId agent, CreditCode firm, String service) {
        return ask(new Check(agent, Optional.empty(), purpose(service), Optional.of(firm.value())));
    }

    private Mono<Boolean> ask(Check check) {
        return peers.of("residents")
                .post()
                .uri("/internal/v1/authority-checks")
                .bodyValue(check)
                .retrieve()
                .bodyToMono(Answer.class)
                .map(Answer::allowed);
    }

    private static String purpose(String service) {
        return "booking:" + service;
    }

    private record Check(
            ResidentId agentId,
            Optional<ResidentId> principalId,
            String purpose,
            Optional<String> firm) {}

    private record Answer(boolean allowed) {}
}
