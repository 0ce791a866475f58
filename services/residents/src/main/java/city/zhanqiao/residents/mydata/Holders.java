package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.personal.PersonalExport;
import city.zhanqiao.data.personal.PersonalExports;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.mydata.ExportFiles.ExportFile;
import city.zhanqiao.residents.mydata.ExportFiles.Held;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.util.List;
import java.util.stream.Stream;

/** The services that hold personal data, this one among them. */
final class Holders {

    static final String OWN = "residents";

    /** A long life of cases fits; more would be a fault. */
    private static final int MOST_BYTES = 32 << 20;

    private final Residents residents;
    private final Peers peers;
    private final PersonalExports own;
    private final JsonMapper json;
    private final List<String> others;

    Holders(
            Residents residents,
            Peers peers,
            PersonalExports own,
            JsonMapper json,
            List<String> others) {
        this.residents = residents;
        this.peers = peers;
        this.own = own;
        this.json = json;
        this.others = List.copyOf(others);
    }

    List<String> names() {
        return Stream.concat(Stream.of(OWN), others.stream()).toList();
    }

    /**
     * One service's part, as it gave it; of a person who joined several log-ins, all that it holds
     * under each of their ids.
     */
    Mono<Given> requestPart(String service, ResidentId resident) {
        return residents
                .listFormer(resident)
                .flatMapMany(former -> Flux.fromIterable(former).startWith(resident))
                .concatMap(id -> requestExport(service, id))
                .collectList()
                .map(this::toGiven);
    }

    /** The content of a file, if it is what the service said of it. */
    Mono<byte[]> requestFile(ExportFile file) {
        return client(file.service())
                .get()
                .uri(
                        "/internal/v1/exports/{resident}/files/{file}",
                        file.resident().value(),
                        file.id())
                .retrieve()
                .bodyToMono(byte[].class)
                .filter(content -> Parts.sha256(content).equals(file.sha256()))
                .switchIfEmpty(
                        Mono.error(() ->
                                new IllegalStateException(
                                        file.service() + " gave another file than it named")));
    }

    private Given toGiven(List<JsonNode> exports) {
        JsonNode whole = exports.stream().reduce(Holders::joined).orElseThrow();
        List<Held> files =
                exports.stream()
                        .flatMap(export ->
                                export.path("files")
                                        .valueStream()
                                        .map(file -> toHeld(export, file)))
                        .toList();
        return new Given(json.writeValueAsString(whole), files);
    }

    private Held toHeld(JsonNode export, JsonNode file) {
        return new Held(
                new ResidentId(export.path("residentId").asString()),
                json.treeToValue(file, PersonalPart.File.class));
    }

    private Mono<JsonNode> requestExport(String service, ResidentId id) {
        return service.equals(OWN)
                ? own.of(id).map(json::<JsonNode>valueToTree)
                : client(service)
                        .get()
                        .uri("/internal/v1/exports/{resident}", id.value())
                        .retrieve()
                        .bodyToMono(JsonNode.class)
                        .filter(document -> isOf(service, document))
                        .switchIfEmpty(
                                Mono.error(() ->
                                        new IllegalStateException(
                                                service + " gave no export of its own")));
    }

    /** Both have the same sections: they come from the same service. */
    private static JsonNode joined(JsonNode present, JsonNode former) {
        JsonNode whole = present.deepCopy();
        for (JsonNode section : former.path("sections")) {
            whole.path("sections")
                    .valueStream()
                    .filter(one -> one.path("name").equals(section.path("name")))
                    .forEach(one -> append(one, section, "records"));
        }
        append(whole, former, "open");
        append(whole, former, "kept");
        append(whole, former, "files");
        return whole;
    }

    private static void append(JsonNode to, JsonNode from, String list) {
        if (to.path(list) instanceof ArrayNode items) {
            from.path(list).forEach(items::add);
        }
    }

    /** What all hold; fails as a whole when one is silent. */
    Mono<List<PersonalExport>> requestAll(ResidentId resident) {
        return Flux.fromIterable(names())
                .flatMap(service -> requestHoldings(service, resident), names().size())
                .collectList();
    }

    private Mono<PersonalExport> requestHoldings(String service, ResidentId resident) {
        return requestPart(service, resident)
                .map(given -> json.readValue(given.json(), PersonalExport.class))
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

    /**
     * What a service gave.
     *
     * @param files still to be brought
     */
    record Given(String json, List<Held> files) {
        @Override
        public String toString() {
            return "Given[hidden]";
        }
    }
}
