package city.zhanqiao.web.server;

import city.zhanqiao.city.RequestId;
import city.zhanqiao.web.problem.ProblemWriter;
import city.zhanqiao.web.request.RequestInfo;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import java.util.Optional;

/**
 * The outermost filter: gives the request its id, ends every error in a problem document and writes
 * the access log.
 */
final class RequestFilter implements WebFilter, Ordered {

    private final ProblemWriter problems;
    private final Drain drain;

    RequestFilter(ProblemWriter problems, Drain drain) {
        this.problems = problems;
        this.drain = drain;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(
                context -> filter(exchange, chain, toRequest(exchange, context)));
    }

    private Mono<Void> filter(
            ServerWebExchange exchange, WebFilterChain chain, RequestInfo request) {
        var line = new AccessLine(exchange, request);
        request.attachTo(exchange);
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(() -> addHeaders(exchange, request)));
        return chain.filter(isListening(exchange) ? ending(exchange) : exchange)
                .onErrorResume(fault -> answer(exchange, fault))
                .doFinally(line::write)
                .contextWrite(context ->
                        context.put(RequestInfo.class, request)
                                .put(RequestId.CONTEXT_KEY, request.id()));
    }

    /**
     * As browsers and apps ask for a stream of events; no other request pays for the difference.
     */
    private static boolean isListening(ServerWebExchange exchange) {
        return MediaType.TEXT_EVENT_STREAM_VALUE.equals(
                exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT));
    }

    private ServerWebExchange ending(ServerWebExchange exchange) {
        return exchange.mutate()
                .response(new LiveResponse(exchange.getResponse(), drain.begun()))
                .build();
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable fault) {
        return problems.write(exchange, fault)
                .doOnSuccess(_ -> {
                    var status = exchange.getResponse().getStatusCode();
                    if (status != null && status.is5xxServerError()) {
                        // What metrics and traces call an error; a refusal is none.
                        exchange.getAttributes()
                                .put(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION, fault);
                    }
                });
    }

    /** Set at the last moment, so that a proxied answer does not carry them twice. */
    private void addHeaders(ServerWebExchange exchange, RequestInfo request) {
        var headers = exchange.getResponse().getHeaders();
        headers.set(RequestInfo.HEADER, request.id());
        headers.set("X-Content-Type-Options", "nosniff");
        if (drain.isDraining()) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        if (headers.getFirst(HttpHeaders.CACHE_CONTROL) == null
                && !request.path().startsWith("/open/")) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static RequestInfo toRequest(ServerWebExchange exchange, ContextView context) {
        var request = exchange.getRequest();
        return new RequestInfo(
                RequestInfo.idOf(request.getHeaders().getFirst(RequestInfo.HEADER)),
                method(request.getMethod()),
                request.getPath().value(),
                traceId(context));
    }

    /** Made-up methods are not repeated in logs. */
    private static String method(HttpMethod method) {
        for (var known : HttpMethod.values()) {
            if (known.equals(method)) {
                return known.name();
            }
        }
        return "OTHER";
    }

    private static Optional<String> traceId(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .map(observation ->
                        observation
                                .getContextView()
                                .<TracingObservationHandler.TracingContext>get(
                                        TracingObservationHandler.TracingContext.class))
                .map(TracingObservationHandler.TracingContext::getSpan)
                .map(span -> span.context().traceId());
    }
}
