package city.zhanqiao.web.client;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;

/**
 * This service's own token: fetched once for everybody who waits, kept until shortly before its
 * end.
 */
final class ServiceTokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Mono<String> token;

    ServiceTokens(WebClient http, ClientSettings.Credentials credentials, Duration timeout) {
        URI tokenUri = credentials.tokenUri();
        this.token =
                tokenUri == null
                        ? Mono.error(() ->
                                new IllegalStateException("no zhanqiao.identity.client.token-uri"))
                        : requestToken(http, tokenUri, credentials, timeout)
                                .cache(
                                        ServiceTokens::life,
                                        fault -> Duration.ZERO,
                                        () -> Duration.ZERO)
                                .map(Answer::accessToken);
    }

    Mono<String> get() {
        return token;
    }

    private static Mono<Answer> requestToken(
            WebClient http, URI uri, ClientSettings.Credentials credentials, Duration timeout) {
        return http.post()
                .uri(uri)
                .headers(headers ->
                        headers.setBasicAuth(credentials.clientId(), credentials.clientSecret()))
                .body(BodyInserters.fromFormData(form(credentials)))
                .retrieve()
                .bodyToMono(Answer.class)
                .timeout(timeout)
                .onErrorMap(fault -> new ProblemException(CommonProblem.SERVICE_UNAVAILABLE));
    }

    private static MultiValueMap<String, String> form(ClientSettings.Credentials credentials) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        form.add("scope", credentials.audience());
        form.add("audience", credentials.audience());
        return form;
    }

    private static Duration life(Answer answer) {
        Duration life = Duration.ofSeconds(answer.expiresIn()).minus(MARGIN);
        return life.isNegative() ? Duration.ZERO : life;
    }

    private record Answer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn) {
        @Override
        public String toString() {
            return "Answer[hidden]";
        }
    }
}
