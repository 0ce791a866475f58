package city.zhanqiao.gateway.route;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.web.problem.CommonProblem;

import io.netty.handler.timeout.ReadTimeoutException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.util.concurrent.atomic.AtomicLong;

/** A request whose body is counted on its way and may not grow beyond its limit. */
final class SentBody extends ServerHttpRequestDecorator {

    private final long limit;
    private final Sinks.Empty<Void> sent = Sinks.empty();

    /**
     * @param limit in bytes
     */
    SentBody(ServerHttpRequest request, long limit) {
        super(request);
        this.limit = limit;
    }

    /** Whether the caller says at once that it will be too much. */
    boolean saysTooMuch() {
        return getHeaders().getContentLength() > limit;
    }

    /** Ends when the last byte of the body has been taken up. */
    Mono<Void> sent() {
        return sent.asMono();
    }

    /** A request without a body can be sent again. */
    boolean isEmpty() {
        return getHeaders().getContentLength() <= 0
                && !getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        if (isEmpty()) {
            sent.tryEmitEmpty();
            return Flux.empty();
        }
        var bytes = new AtomicLong();
        return super.getBody()
                .onErrorMap(SentBody::toCallersFault)
                .doOnNext(part -> {
                    if (bytes.addAndGet(part.readableByteCount()) > limit) {
                        DataBufferUtils.release(part);
                        throw new ProblemException(CommonProblem.CONTENT_TOO_LARGE);
                    }
                })
                .doOnComplete(sent::tryEmitEmpty);
    }

    /** Nothing that happens on the caller's side says anything about the service. */
    private static Throwable toCallersFault(Throwable fault) {
        return fault instanceof ReadTimeoutException
                ? new ProblemException(GatewayProblem.REQUEST_TOO_SLOW)
                : new CallerGone(fault);
    }

    /** The caller's connection broke while it was sending. */
    private static final class CallerGone extends RuntimeException {
        private static final long serialVersionUID = 1;

        CallerGone(Throwable fault) {
            super("Caller gone: " + fault, null, false, false);
        }
    }
}
