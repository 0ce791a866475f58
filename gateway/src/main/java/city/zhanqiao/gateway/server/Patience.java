package city.zhanqiao.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
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
 * Ends connections that send their headers byte by byte or take none of their answer, and takes no
 * more connections than it has room for. Reactor Netty limits bodies and idle connections, but
 * neither the time that headers take nor the time that an answer waits for its reader.
 */
final class Patience implements NettyServerCustomizer {

    private static final String NAME = "zhanqiao.patience";

    private final Duration headers;
    private final Duration reader;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    Patience(Duration headers, Duration reader, int most) {
        this.headers = headers;
        this.reader = reader;
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
            watch.headersCame(connection);
        } else if (state.equals(ConnectionObserver.State.DISCONNECTING)) {
            watch.requestEnded(connection);
        }
    }

    private static @Nullable Watch find(Channel channel) {
        return channel.pipeline().get(Watch.class);
    }

    /** Watches one connection, on its event loop. */
    private final class Watch extends ChannelDuplexHandler {

        private @Nullable ScheduledFuture<?> end;
        private @Nullable ScheduledFuture<?> look;
        private @Nullable Connection over;
        private boolean answering;
        private long written;

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
            stopWaiting();
            if (look != null) {
                look.cancel(false);
            }
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

        @Override
        public void write(ChannelHandlerContext context, Object part, ChannelPromise done)
                throws Exception {
            if (part instanceof ByteBuf bytes) {
                written += bytes.readableBytes();
            }
            super.write(context, part, done);
        }

        /** Most answers fit into the socket at once, and then nothing has to be watched. */
        @Override
        public void flush(ChannelHandlerContext context) throws Exception {
            super.flush(context);
            var left = left(context.channel());
            if (look == null && left.waits()) {
                lookAfter(context, left);
            }
        }

        private void lookAfter(ChannelHandlerContext context, Left before) {
            look =
                    context.executor()
                            .schedule(
                                    () -> look(context, before),
                                    reader.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }

        private void look(ChannelHandlerContext context, Left before) {
            var now = left(context.channel());
            look = null;
            if (!now.waits()) {
                return;
            }
            if (now.hasMovedSince(before)) {
                lookAfter(context, now);
            } else {
                hangUp(context);
            }
        }

        private Left left(Channel channel) {
            var out = channel.unsafe().outboundBuffer();
            return out == null
                    ? new Left(false, 0, written)
                    : new Left(
                            out.current() != null,
                            out.currentProgress(),
                            written - out.totalPendingWriteBytes());
        }

        /** With a reset: a close would keep what nobody reads in the kernel for minutes. */
        private static void hangUp(ChannelHandlerContext context) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            close(context);
        }

        private static void close(ChannelHandlerContext context) {
            var _ = context.close();
        }

        /** An answer from memory may be over before this is told. */
        void headersCame(Connection request) {
            answering = !request.equals(over);
            stopWaiting();
        }

        void requestEnded(Connection request) {
            answering = false;
            over = request;
        }

        private void stopWaiting() {
            if (end != null) {
                end.cancel(false);
                end = null;
            }
        }
    }

    /**
     * What a connection has not taken yet.
     *
     * @param waits whether there is anything
     * @param progress how much of the buffer that is being sent has been sent
     * @param sent bytes in all, less a little for each buffer that waits
     */
    private record Left(boolean waits, long progress, long sent) {

        boolean hasMovedSince(Left before) {
            return progress != before.progress || sent > before.sent;
        }
    }
}
