package city.zhanqiao.web.client;

import city.zhanqiao.web.request.RequestInfo;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The other services of the city over HTTP: with this service's token, the id of the request that
 * causes the call, and an end to waiting.
 */
public final class ServiceClients {

    private final Map<String, WebClient> clients;
    private final ServiceTokens tokens;
    private final ClientSettings settings;

    ServiceClients(WebClient.Builder builder, ServiceTokens tokens, ClientSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
        this.clients =
                settings.peers().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        peer -> client(builder, peer.getValue())));
    }

    /**
     * The client of a service named in {@code zhanqiao.peers}.
     *
     * @throws IllegalArgumentException when it is not named there
     */
    public WebClient of(String service) {
        WebClient client = clients.get(service);
        if (client == null) {
            throw new IllegalArgumentException("zhanqiao.peers.%s is not set".formatted(service));
        }
        return client;
    }

    private WebClient client(WebClient.Builder builder, URI base) {
        return builder.clone().baseUrl(base.toString()).filter(this::exchange).build();
    }

    private Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next) {
        return Mono.deferContextual(context ->
                        tokens.get()
                                .map(token -> signed(request, token, RequestInfo.of(context)))
                                .flatMap(next::exchange))
                .timeout(settings.peerTimeout());
    }

    private static ClientRequest signed(
            ClientRequest request, String token, Optional<RequestInfo> cause) {
        return ClientRequest.from(request)
                .headers(headers -> {
                    headers.setBearerAuth(token);
                    cause.ifPresent(it -> headers.set(RequestInfo.HEADER, it.id()));
                })
                .build();
    }
}
