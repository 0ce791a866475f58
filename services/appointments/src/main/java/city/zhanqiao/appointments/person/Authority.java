package city.zhanqiao.appointments.person;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.Peers;

import reactor.core.publisher.Mono;

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
        return peers.of("residents")
                .post()
                .uri("/internal/v1/authority-checks")
                .bodyValue(new Check(agent, principal, "booking:" + service))
                .retrieve()
                .bodyToMono(Answer.class)
                .map(Answer::allowed);
    }

    private record Check(ResidentId agentId, ResidentId principalId, String purpose) {}

    private record Answer(boolean allowed) {}
}
