package city.zhanqiao.gateway.open;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.open.OpenAnswer.Question;
import city.zhanqiao.gateway.peer.Breakers;
import city.zhanqiao.gateway.peer.Peers;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks the services for open answers. The question carries no token, no cookie and no address. */
@Component
class OpenSource {

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d{1,9})");
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> KEPT =
            List.of(
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.CONTENT_LANGUAGE,
                    HttpHeaders.CONTENT_DISPOSITION,
                    HttpHeaders.ETAG,
                    HttpHeaders.LAST_MODIFIED,
                    HttpHeaders.LINK,
                    HttpHeaders.RETRY_AFTER);

    /** The parts of a request that a question tells apart; others would mix answers up. */
    private static final Set<String> TOLD_APART =
            Set.of("accept-language", "accept", "accept-encoding", "origin");

    private final Peers peers;
    private final Breakers breakers;
    private final OpenSettings settings;
    private final InstantSource clock;
    private final WebClient http;

    OpenSource(
            Peers peers,
            Breakers breakers,
            OpenSettings settings,
            InstantSource clock,
            WebClient.Builder http) {
        this.peers = peers;
        this.breakers = breakers;
        this.settings = settings;
        this.clock = clock;
        this.http = http.build();
    }

    /**
     * Asks, or lets the service confirm what is known. Silence is told as {@code
     * UPSTREAM_UNAVAILABLE} or {@code UPSTREAM_TIME_OUT}.
     */
    Mono<OpenAnswer> request(Question question, @Nullable OpenAnswer known) {
        return Mono.justOrEmpty(peers.address(question.peer()))
                .switchIfEmpty(
                        Mono.error(() ->
                                new ProblemException(
                                        GatewayProblem.UPSTREAM_UNAVAILABLE, question.peer())))
                .flatMap(base -> breakers.guard(question.peer(), exchange(base, question, known)));
    }

    private Mono<OpenAnswer> exchange(URI base, Question question, @Nullable OpenAnswer known) {
        return http.get()
                .uri(URI.create(base + question.address()))
                .headers(headers -> {
                    headers.set(HttpHeaders.ACCEPT_LANGUAGE, question.language());
                    headers.set(HttpHeaders.ACCEPT, question.accept());
                    if (known != null) {
                        headers.setIfNoneMatch(known.etag());
                    }
                })
                .exchangeToMono(answer -> toAnswer(question, answer, known))
                .timeout(settings.budget());
    }

    private Mono<OpenAnswer> toAnswer(
            Question question, ClientResponse answer, @Nullable OpenAnswer known) {
        if (answer.statusCode().value() == 304 && known != null) {
            return answer.releaseBody().thenReturn(known.confirmed(clock.instant()));
        }
        return answer.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> toAnswer(question, answer, body));
    }

    private OpenAnswer toAnswer(Question question, ClientResponse answer, byte[] body) {
        var told = answer.headers().asHttpHeaders();
        var fresh = answer.statusCode().value() == 200 ? fresh(question, told) : Duration.ZERO;
        var headers = new HttpHeaders();
        for (var name : KEPT) {
            told.getOrEmpty(name).forEach(value -> headers.add(name, value));
        }
        if (!fresh.isZero() && headers.getETag() == null) {
            headers.setETag("\"" + DigestUtils.md5DigestAsHex(body) + "\"");
        }
        headers.setVary(List.of(HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.ACCEPT));
        headers.setCacheControl(
                fresh.isZero()
                        ? CacheControl.noStore()
                        : CacheControl.maxAge(fresh).cachePublic().staleIfError(settings.stale()));
        return new OpenAnswer(answer.statusCode().value(), headers, body, clock.instant(), fresh);
    }

    /** As long as the service says; it has the last word on what is not kept at all. */
    private Duration fresh(Question question, HttpHeaders told) {
        var control =
                String.join(",", told.getOrEmpty(HttpHeaders.CACHE_CONTROL))
                        .toLowerCase(Locale.ROOT);
        boolean personal =
                control.contains("no-store")
                        || control.contains("private")
                        || control.contains("no-cache")
                        || told.containsHeader(HttpHeaders.SET_COOKIE);
        boolean mixedUp =
                told.getVary().stream()
                        .anyMatch(name -> !TOLD_APART.contains(name.toLowerCase(Locale.ROOT)));
        if (personal || mixedUp) {
            return Duration.ZERO;
        }
        return maxAge(control)
                .orElseGet(() -> settings.fresh().getOrDefault(question.noun(), Duration.ZERO));
    }

    private static Optional<Duration> maxAge(String control) {
        var found = MAX_AGE.matcher(control);
        return found.find()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
                        .map(age -> age.compareTo(LONGEST) > 0 ? LONGEST : age)
                : Optional.empty();
    }
}
