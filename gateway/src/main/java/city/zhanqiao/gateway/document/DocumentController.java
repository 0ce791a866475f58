package city.zhanqiao.gateway.document;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.gateway.route.RouteTable;

import io.swagger.v3.oas.annotations.Hidden;

import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the API document of the whole city. Of a service that is silent the last document known is
 * used; one that has never answered is named in {@code x-zhanqiao-missing}.
 */
@RestController
@Hidden
class DocumentController {

    private static final String GATEWAY = "gateway";
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** Making a document for the first time takes a service seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final Peers peers;
    private final RouteTable routes;
    private final OpenApiWebfluxResource own;
    private final ApiDocument frame;
    private final JsonMapper json;
    private final Map<String, ObjectNode> lastKnown = new ConcurrentHashMap<>();
    private final Mono<List<PeerAnswer>> asked;

    DocumentController(
            Peers peers,
            RouteTable routes,
            OpenApiWebfluxResource own,
            ApiDocument frame,
            JsonMapper json) {
        this.peers = peers;
        this.routes = routes;
        this.own = own;
        this.frame = frame;
        this.json = json;
        this.asked = Mono.defer(this::requestDocuments).cache(KEPT);
    }

    @GetMapping("/openapi.json")
    @Access(Access.By.ANYONE)
    Mono<ObjectNode> document(ServerHttpRequest request) {
        return getOwn(request).then(asked).map(_ -> toDocument());
    }

    private Mono<ObjectNode> getOwn(ServerHttpRequest request) {
        return Mono.defer(
                        () -> {
                            try {
                                return own.openapiJson(request, "/v3/api-docs", Locale.ROOT);
                            } catch (Exception fault) {
                                return Mono.error(fault);
                            }
                        })
                .map(bytes -> (ObjectNode) json.readTree(bytes))
                .doOnNext(document -> lastKnown.put(GATEWAY, document));
    }

    private Mono<List<PeerAnswer>> requestDocuments() {
        return Flux.fromIterable(peers.present())
                .flatMap(
                        peer ->
                                peers.ask(
                                        peer,
                                        address -> address.path("/v3/api-docs").build(),
                                        HttpHeaders.EMPTY,
                                        BUDGET),
                        Peer.values().length)
                .doOnNext(this::remember)
                .collectList();
    }

    private void remember(PeerAnswer answer) {
        if (answer instanceof PeerAnswer.Given given
                && given.isOk()
                && given.body() instanceof ObjectNode document) {
            lastKnown.put(given.peer().service(), document);
        }
    }

    private ObjectNode toDocument() {
        var known = new TreeMap<>(lastKnown);
        var missing =
                peers.present().stream()
                        .map(Peer::service)
                        .filter(service -> !known.containsKey(service))
                        .toList();
        return frame.of(new ApiMerger(known, this::answers).merge(), missing);
    }

    /** A path that every service has, such as its part of the audit trail, is the gateway's. */
    private boolean answers(String service, String path) {
        return service.equals(GATEWAY)
                || routes.find(path)
                        .filter(row -> row.peer().service().equals(service))
                        .isPresent();
    }
}
