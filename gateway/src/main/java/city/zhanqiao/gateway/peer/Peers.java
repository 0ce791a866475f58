package city.zhanqiao.gateway.peer;

import city.zhanqiao.web.request.RequestInfo;
import city.zhanqiao.web.request.RequestLogs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The services as the gateway sees them. */
@Component
public final class Peers {

    private static final Logger log = LoggerFactory.getLogger(Peers.class);

    /** Of the caller's headers, what a service needs to answer that caller. */
    private static final List<String> PASSED_ON =
            List.of(
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.ACCEPT_LANGUAGE,
                    "X-App-Version",
                    "X-App-Platform",
                    "X-Device-Id");

    private final PeerSettings settings;
    private final Breakers breakers;
    private final WebClient http;
    private final JsonMapper json;

    Peers(PeerSettings settings, Breakers breakers, WebClient.Builder http, JsonMapper json) {
        this.settings = settings;
        this.breakers = breakers;
        this.http = http.build();
        this.json = json;
    }

    /** Where the service is; empty when it is not in operation. */
    public Optional<URI> address(Peer peer) {
        return Optional.ofNullable(settings.peers().get(peer.service()));
    }

    /** The services in operation. */
    public List<Peer> present() {
        return Arrays.stream(Peer.values()).filter(peer -> address(peer).isPresent()).toList();
    }

    /** From the last byte of a request to the first of its answer. */
    public Duration timeBudget() {
        return settings.gateway().timeBudget();
    }

    /** Asks a service in the name of the caller, within the usual budget for a part. */
    public Mono<PeerAnswer> ask(
            Peer peer, ServerHttpRequest caller, Function<UriBuilder, URI> address) {
        return ask(peer, address, passedOn(caller), settings.gateway().partBudget());
    }

    /**
     * Asks a service with GET.
     *
     * @param address added to the service's own
     * @param budget longest wait; a service that needs longer is silent in this answer, but not for
     *     the breaker: what is in a hurry may not close the door for everybody else
     */
    public Mono<PeerAnswer> ask(
            Peer peer, Function<UriBuilder, URI> address, HttpHeaders headers, Duration budget) {
        return Mono.justOrEmpty(address(peer))
                .flatMap(base ->
                        breakers.guard(peer, requestAnswer(peer, base, address, headers))
                                .timeout(budget))
                .doOnEach(
                        RequestLogs.onError(
                                fault -> log.warn("{} is silent: {}", peer, fault.toString())))
                .onErrorResume(_ -> Mono.just(new PeerAnswer.Silent(peer)))
                .defaultIfEmpty(new PeerAnswer.Silent(peer));
    }

    private Mono<PeerAnswer> requestAnswer(
            Peer peer, URI base, Function<UriBuilder, URI> address, HttpHeaders headers) {
        return Mono.deferContextual(context ->
                http.method(HttpMethod.GET)
                        .uri(base.toString(), address)
                        .accept(MediaType.APPLICATION_JSON)
                        .headers(all -> {
                            all.addAll(headers);
                            RequestInfo.of(context)
                                    .ifPresent(cause -> all.set(RequestInfo.HEADER, cause.id()));
                        })
                        .exchangeToMono(answer -> toGiven(peer, answer))
                        .retryWhen(onceMore())
                        .timeout(timeBudget()));
    }

    private Mono<PeerAnswer> toGiven(Peer peer, ClientResponse answer) {
        return answer.bodyToMono(byte[].class)
                .map(this::read)
                .defaultIfEmpty(JsonNodeFactory.instance.objectNode())
                .map(body ->
                        new PeerAnswer.Given(
                                peer,
                                answer.statusCode().value(),
                                answer.headers().asHttpHeaders(),
                                body));
    }

    /** A kept connection may be closed by the service in the moment in which it is used. */
    private static Retry onceMore() {
        return Retry.max(1)
                .filter(Silence::isLost)
                .onRetryExhaustedThrow((_, tried) -> tried.failure());
    }

    private JsonNode read(byte[] body) {
        return json.readTree(body);
    }

    /** Of a caller's headers, what a service needs to answer that caller. */
    public static HttpHeaders passedOn(ServerHttpRequest caller) {
        var headers = new HttpHeaders();
        for (var name : PASSED_ON) {
            var value = caller.getHeaders().getFirst(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        return headers;
    }
}
