package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.personal.PersonalExport;
import city.zhanqiao.data.personal.PersonalExports;
import city.zhanqiao.residents.ResidentsProblem;

import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.stream.Stream;

/** The services that hold personal data, this one among them. */
final class Holders {

    static final String OWN = "residents";

    /** A long life of cases fits; more would be a fault. */
    private static final int MOST_BYTES = 32 << 20;

    private final Peers peers;
    private final PersonalExports own;
    private final JsonMapper json;
    private final List<String> others;

    Holders(Peers peers, PersonalExports own, JsonMapper json, List<String> others) {
        this.peers = peers;
        this.own = own;
        this.json = json;
        this.others = List.copyOf(others);
    }

    List<String> names() {
        return Stream.concat(Stream.of(OWN), others.stream()).toList();
    }

    /** One service's part, as it gave it. */
    Mono<String> requestDocument(String service, ResidentId resident) {
        return service.equals(OWN)
                ? own.of(resident).map(json::writeValueAsString)
                : client(service)
                        .get()
                        .uri("/internal/v1/exports/{resident}", resident.value())
                        .retrieve()
                        .bodyToMono(JsonNode.class)
                        .filter(document -> isOf(service, document))
                        .switchIfEmpty(
                                Mono.error(() ->
                                        new IllegalStateException(
                                                service + " gave no export of its own")))
                        .map(json::writeValueAsString);
    }

    /** What all hold; fails as a whole when one is silent. */
    Mono<List<PersonalExport>> requestAll(ResidentId resident) {
        return Flux.fromIterable(names())
                .flatMap(service -> requestExport(service, resident), names().size())
                .collectList();
    }

    private Mono<PersonalExport> requestExport(String service, ResidentId resident) {
        return requestDocument(service, resident)
                .map(document -> json.readValue(document, PersonalExport.class))
                .onErrorMap(fault -> new ProblemException(ResidentsProblem.HOLDER_SILENT, service));
    }

    /** An empty answer of some proxy in between must not pass for an empty export. */
    private static boolean isOf(String service, JsonNode document) {
        return document.path("service").asString("").equals(service)
                && document.path("sections").isArray();
    }

    private WebClient client(String service) {
        return peers.of(service)
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .build();
    }
}
