package city.zhanqiao.notifications.push;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * A relay of the city that takes one message in one POST. The message's id is the idempotency key:
 * a relay that has it already answers as it did, so a message whose fate is unknown may be sent
 * again.
 */
final class HttpProvider implements PushProvider, AutoCloseable {

    private final Provider provider;
    private final WebClient client;
    private final ConnectionProvider connections;
    private final Duration timeout;

    HttpProvider(
            Provider provider,
            HttpSettings.Relay relay,
            WebClient.Builder builder,
            LoopResources loops) {
        this.provider = provider;
        this.timeout = relay.timeout();
        this.connections =
                ConnectionProvider.builder("relay-" + provider)
                        .maxConnections(relay.connections())
                        .pendingAcquireMaxCount(-1)
                        .build();
        WebClient.Builder own =
                builder.clone()
                        .baseUrl(relay.url())
                        .clientConnector(
                                new ReactorClientHttpConnector(
                                        HttpClient.create(connections)
                                                .runOn(loops)
                                                .disableRetry(true)
                                                .responseTimeout(relay.timeout())));
        this.client =
                relay.key().isEmpty()
                        ? own.build()
                        : own.defaultHeaders(headers -> headers.setBearerAuth(relay.key())).build();
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Mono<PushResult> send(Push push, Address address) {
        return client.post()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", push.message().toString())
                .bodyValue(toOrder(push, address))
                .exchangeToMono(HttpProvider::toResult)
                .timeout(timeout)
                .onErrorResume(fault -> Mono.just(ofFault(fault)));
    }

    @Override
    public void close() {
        connections.dispose();
    }

    private static Order toOrder(Push push, Address address) {
        return new Order(
                push.message().toString(),
                address.value(),
                push.tag(),
                push.kind(),
                push.title(),
                push.text(),
                push.language(),
                push.urgent(),
                push.largeText(),
                push.life().toSeconds());
    }

    private static Mono<PushResult> toResult(ClientResponse answer) {
        int status = answer.statusCode().value();
        return switch (status) {
            case 200, 201, 202 ->
                    answer.bodyToMono(Receipt.class)
                            .filter(receipt -> !receipt.id().isBlank())
                            .<PushResult>map(receipt -> new PushResult.Accepted(receipt.id()))
                            .defaultIfEmpty(new PushResult.Ambiguous("NO_NAME"));
            case 400, 413, 422 -> refused(answer, new PushResult.Refused("HTTP_" + status));
            case 401, 403 -> refused(answer, new PushResult.Unauthenticated("HTTP_" + status));
            case 404, 410 -> refused(answer, new PushResult.AddressGone("HTTP_" + status));
            case 429 -> refused(answer, new PushResult.Throttled(retryAfter(answer)));
            case 500, 503 ->
                    refused(
                            answer,
                            new PushResult.Unavailable("HTTP_" + status, retryAfter(answer)));
            default -> refused(answer, new PushResult.Ambiguous("HTTP_" + status));
        };
    }

    private static Mono<PushResult> refused(ClientResponse answer, PushResult result) {
        return answer.releaseBody().thenReturn(result);
    }

    private static PushResult ofFault(Throwable fault) {
        boolean neverSent =
                fault instanceof WebClientRequestException
                        && (fault.getCause() instanceof ConnectException
                                || fault.getCause() instanceof UnknownHostException);
        return neverSent
                ? new PushResult.Unavailable("UNREACHABLE", Optional.empty())
                : new PushResult.Ambiguous("NO_ANSWER");
    }

    private static Optional<Duration> retryAfter(ClientResponse answer) {
        return answer.headers().header(HttpHeaders.RETRY_AFTER).stream()
                .filter(value -> value.matches("\\d{1,6}"))
                .findFirst()
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }

    /** What a relay is asked. */
    private record Order(
            String id,
            String to,
            String tag,
            String kind,
            String title,
            String text,
            String language,
            boolean urgent,
            boolean largeText,
            long secondsToLive) {}

    /** What a relay answers. */
    private record Receipt(String id) {}
}
