package city.zhanqiao.gateway.open;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.gateway.limit.AddressLimit;
import city.zhanqiao.gateway.open.OpenAnswer.Question;
import city.zhanqiao.gateway.route.RouteTable;
import city.zhanqiao.gateway.server.SecurityHeaders;
import city.zhanqiao.web.request.RequestInfo;
import city.zhanqiao.web.server.AccessLog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Gives out what is known and fresh before a request's filters and observations are set up, which
 * cost several times as much as the answer. It carries, counts and logs what every answer does, but
 * begins no trace. Whatever is not plainly a question of this kind takes the long way to {@link
 * OpenReads}, which answers the same.
 */
@Component
class KnownReads implements HttpHandlerDecoratorFactory {

    /** Other pages, callers who trace, and rarer conditions. */
    private static final List<String> LONG_WAY =
            List.of(
                    HttpHeaders.ORIGIN,
                    "traceparent",
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.IF_UNMODIFIED_SINCE);

    private final OpenQuestions questions;
    private final OpenMemory memory;
    private final AddressLimit limit;
    private final ApplicationAvailability availability;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<Measured, Timer> timers = new ConcurrentHashMap<>();

    KnownReads(
            OpenQuestions questions,
            OpenMemory memory,
            AddressLimit limit,
            ApplicationAvailability availability,
            InstantSource clock,
            MeterRegistry meters) {
        this.questions = questions;
        this.memory = memory;
        this.limit = limit;
        this.availability = availability;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public HttpHandler apply(HttpHandler longWay) {
        return (request, response) ->
                find(request)
                        .filter(_ -> limit.admits(request, response.getHeaders()))
                        .map(known -> write(request, response, known))
                        .orElseGet(() -> longWay.handle(request, response));
    }

    private Optional<Known> find(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET) && isPlain(request.getHeaders())
                ? questions
                        .find(request)
                        .filter(_ -> isTakingRequests())
                        .flatMap(question -> find(question, request.getHeaders()))
                : Optional.empty();
    }

    /** While the program is about to stop, answers also end their connections. */
    private boolean isTakingRequests() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private static boolean isPlain(HttpHeaders headers) {
        return LONG_WAY.stream().noneMatch(headers::containsHeader);
    }

    private Optional<Known> find(Question question, HttpHeaders asked) {
        var held = asked.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        return memory.fresh(question)
                .filter(answer -> held.isEmpty() || held.equals(List.of(answer.etag())))
                .map(answer -> new Known(question.row(), answer, !held.isEmpty()));
    }

    private Mono<Void> write(ServerHttpRequest request, ServerHttpResponse response, Known known) {
        long began = System.nanoTime();
        var info =
                new RequestInfo(
                        RequestInfo.idOf(request.getHeaders().getFirst(RequestInfo.HEADER)),
                        HttpMethod.GET.name(),
                        request.getPath().value(),
                        Optional.empty());
        var headers = response.getHeaders();
        known.answer().tell(headers, clock.instant());
        SecurityHeaders.addTo(headers);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(RequestInfo.HEADER, info.id());
        response.setStatusCode(known.status());
        return send(response, known).doFinally(end -> tell(info, known, end, began));
    }

    private static Mono<Void> send(ServerHttpResponse response, Known known) {
        if (known.unchanged()) {
            return response.setComplete();
        }
        response.getHeaders().setContentLength(known.answer().body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(known.answer().body())));
    }

    private void tell(RequestInfo request, Known known, SignalType end, long began) {
        long took = System.nanoTime() - began;
        timers.computeIfAbsent(new Measured(known.row(), known.status()), this::newTimer)
                .record(took, TimeUnit.NANOSECONDS);
        AccessLog.write(
                request,
                known.row().pattern(),
                end == SignalType.CANCEL ? "gone" : known.status().value(),
                took,
                new Caller.Guest());
    }

    /** With the labels that Spring's observation of a request gives the same measurement. */
    private Timer newTimer(Measured measured) {
        return meters.timer(
                "http.server.requests",
                "error",
                "none",
                "exception",
                "none",
                "method",
                HttpMethod.GET.name(),
                "outcome",
                measured.status().is2xxSuccessful() ? "SUCCESS" : "REDIRECTION",
                "status",
                Integer.toString(measured.status().value()),
                "uri",
                measured.row().pattern().getPatternString());
    }

    /**
     * What is given out.
     *
     * @param unchanged whether the caller has it already
     */
    private record Known(RouteTable.Row row, OpenAnswer answer, boolean unchanged) {

        HttpStatus status() {
            return unchanged ? HttpStatus.NOT_MODIFIED : HttpStatus.OK;
        }
    }

    private record Measured(RouteTable.Row row, HttpStatus status) {}
}
