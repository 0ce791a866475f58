package city.zhanqiao.gateway.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;

import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerState;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends connections that send their headers byte by byte, and takes no more connections than it has
 * room for. Reactor Netty limits bodies and idle connections, but not the time that headers take.
 */
final class Patience implements NettyServerCustomizer {

    private static final String NAME = "zhanqiao.patience";

    private final Duration headers;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    Patience(Duration headers, int most) {
        this.headers = headers;
        this.most = most;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit(
                        (_, channel, _) -> channel.pipeline().addFirst(NAME, new Watch()))
                .childObserve(Patience::tell);
    }

    private static void tell(Connection connection, ConnectionObserver.State state) {
        var watch = find(connection.channel());
        if (watch == null) {
            return;
        }
        if (state.equals(HttpServerState.REQUEST_RECEIVED)) {
            watch.headersCame();
        } else if (state.equals(ConnectionObserver.State.DISCONNECTING)) {
            watch.requestEnded();
        }
    }

    private static @Nullable Watch find(Channel channel) {
        return channel.pipeline().get(Watch.class);
    }

    /** Watches one connection, on its event loop. */
    private final class Watch extends ChannelDuplexHandler {

        private @Nullable ScheduledFuture<?> end;
        private boolean answering;

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            if (open.incrementAndGet() > most) {
                close(context);
                return;
            }
            super.channelActive(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            open.decrementAndGet();
            headersCame();
            super.channelInactive(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
            if (!answering && end == null) {
                end =
                        context.executor()
                                .schedule(
                                        () -> close(context),
                                        headers.toMillis(),
                                        TimeUnit.MILLISECONDS);
            }
            super.channelRead(context, bytes);
        }

        private static void close(ChannelHandlerContext context) {
            var _ = context.close();
        }

        void headersCame() {
            answering = true;
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }

        void requestEnded() {
            answering = false;
        }
    }
}
