package city.zhanqiao.appointments.person;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.Peers;

import org.springframework.web.reactive.function.client.WebClientResponseException;

import reactor.core.publisher.Mono;

/** Asks the residents' service who somebody is. */
public final class People {

    private final Peers peers;

    People(Peers peers) {
        this.peers = peers;
    }

    /** Finds the person whose document a clerk has checked, or begins a file for them. */
    public Mono<Outcome<ResidentId, Unknown>> identify(String realName, String residentNumber) {
        return peers.of("residents")
                .post()
                .uri("/internal/v1/identifications")
                .bodyValue(new Identification(residentNumber, realName))
                .retrieve()
                .bodyToMono(Identified.class)
                .<Outcome<ResidentId, Unknown>>map(found -> Outcome.done(found.residentId()))
                .onErrorResume(
                        WebClientResponseException.class,
                        answer ->
                                isRefusal(answer.getStatusCode().value())
                                        ? Mono.just(Outcome.refused(new Unknown()))
                                        : Mono.error(answer));
    }

    private static boolean isRefusal(int status) {
        return status == 422 || status == 409;
    }

    /** Name and number do not belong together, or are no name and number. */
    public record Unknown() {}

    private record Identification(String residentNumber, String realName) {
        @Override
        public String toString() {
            return "Identification[hidden]";
        }
    }

    private record Identified(ResidentId residentId) {}
}
