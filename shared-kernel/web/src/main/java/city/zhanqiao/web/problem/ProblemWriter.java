package city.zhanqiao.web.problem;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.city.problem.ProblemType;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.request.RequestLogs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers with problem documents. Faults of ours are logged here, once; what a caller did wrong is
 * not a fault and shows only in the access log.
 */
public final class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private final ProblemSettings settings;
    private final JsonMapper json;

    ProblemWriter(ProblemSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /**
     * Answers with what the fault is told as. Errors with the fault itself if an answer has begun.
     */
    public Mono<Void> write(ServerWebExchange exchange, Throwable fault) {
        var told = FaultTranslator.translate(fault, Language.of(exchange.getRequest()));
        if (exchange.getResponse().isCommitted()
                || DisconnectedClientHelper.isClientDisconnectedException(fault)) {
            return Mono.error(fault);
        }
        return Mono.deferContextual(context -> {
            RequestLogs.within(context, () -> log(fault, told.problem().type()));
            return write(exchange, told);
        });
    }

    private static void log(Throwable fault, ProblemType type) {
        if (type.status() == CommonProblem.INTERNAL_FAULT.status()) {
            log.error("Failed with {}", type.name(), fault);
        } else if (type.status() > CommonProblem.INTERNAL_FAULT.status()) {
            log.warn("Answers with {}", type.name(), fault);
        }
    }

    /** The document for this request. */
    public Problem toProblem(ServerHttpRequest request, ProblemException problem) {
        var type = problem.type();
        var language = Language.of(request);
        return new Problem(
                toUri(type),
                type.name(),
                Wording.title(type, language),
                type.status(),
                Wording.detail(type, language, problem.arguments()),
                request.getPath().value(),
                type.retryable(),
                Wording.nextAction(type, language, problem.arguments()),
                settings.help(),
                problem.faults());
    }

    /**
     * What a problem looks like, in English, for the API document.
     *
     * @param type one whose words need no arguments
     */
    public static Problem exampleOf(ProblemType type) {
        return new Problem(
                toUri(type),
                type.name(),
                Wording.title(type, Language.EN),
                type.status(),
                Wording.detail(type, Language.EN, List.of()),
                "/api/v1/applications",
                type.retryable(),
                Wording.nextAction(type, Language.EN, List.of()),
                "12345",
                List.of());
    }

    /** The stable name of a kind of problem, such as {@code urn:zhanqiao:problem:stale-version}. */
    public static URI toUri(ProblemType type) {
        return URI.create(
                "urn:zhanqiao:problem:" + type.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private Mono<Void> write(ServerWebExchange exchange, Told told) {
        var response = exchange.getResponse();
        var problem = told.problem();
        response.setStatusCode(HttpStatusCode.valueOf(problem.type().status()));
        var headers = response.getHeaders();
        headers.remove(HttpHeaders.ETAG);
        told.headers().forEach(headers::put);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.set(HttpHeaders.CONTENT_LANGUAGE, Language.of(exchange.getRequest()).tag());
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        headers.setCacheControl("no-store");
        retryAfter(problem)
                .ifPresent(wait ->
                        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(wait))));
        var body = json.writeValueAsBytes(toProblem(exchange.getRequest(), problem));
        headers.setContentLength(body.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private Optional<Duration> retryAfter(ProblemException problem) {
        int status = problem.type().status();
        return problem.retryAfter()
                .or(() ->
                        status == HttpStatus.SERVICE_UNAVAILABLE.value()
                                        || status == HttpStatus.TOO_MANY_REQUESTS.value()
                                ? Optional.of(settings.retryAfter())
                                : Optional.empty());
    }

    /** Rounded up: coming a second late is better than being refused again. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
