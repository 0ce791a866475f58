package city.zhanqiao.web.server;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer that ends as soon as the program begins to stop, if it is a stream of events: it would
 * not end by itself, and whoever listens can go on at another instance at once instead of waiting
 * until the connection is cut.
 */
final class LiveResponse extends ServerHttpResponseDecorator {

    private final Mono<Void> end;

    LiveResponse(ServerHttpResponse response, Mono<Void> end) {
        super(response);
        this.end = end;
    }

    @Override
    public Mono<Void> writeAndFlushWith(
            Publisher<? extends Publisher<? extends DataBuffer>> events) {
        return super.writeAndFlushWith(
                MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType())
                        ? Flux.from(events).takeUntilOther(end)
                        : events);
    }
}
