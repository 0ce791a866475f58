package city.zhanqiao.web.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;

import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends requests whose body takes too long, as a whole or between two pieces.
 *
 * <p>Reactor Netty's own {@code requestTimeout} and {@code readTimeout} are stopped by the end of a
 * request only if its answer is not over by then. What is answered at once, from memory or with a
 * refusal, would leave a timer behind that holds the whole request for two minutes, and a few
 * hundred such requests a second would fill the memory. Here nothing is timed that has no body to
 * wait for.
 */
final class SlowBodies implements NettyServerCustomizer {

    private static final String NAME = "zhanqiao.slow-bodies";

    private final long whole;
    private final long silence;

    /**
     * @param whole from the first byte of a request to the last of its body
     * @param silence longest time between two pieces of it
     */
    SlowBodies(Duration whole, Duration silence) {
        this.whole = whole.toNanos();
        this.silence = silence.toNanos();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> watch(channel));
    }

    private void watch(Channel channel) {
        channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, NAME, new Watch());
    }

    /** Watches one connection, on its event loop. */
    private final class Watch extends ChannelInboundHandlerAdapter {

        private boolean waiting;
        private long began;
        private long touched;
        private @Nullable ScheduledFuture<?> look;

        @Override
        public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
            if (part instanceof HttpRequest) {
                waiting = true;
                began = System.nanoTime();
                touched = began;
            } else if (waiting && part instanceof HttpContent) {
                touched = System.nanoTime();
            }
            if (part instanceof LastHttpContent) {
                waiting = false;
                stop();
            }
            super.channelRead(context, part);
        }

        /** What came in one piece, as most requests do, is never timed. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) throws Exception {
            if (waiting && look == null) {
                lookAgain(context, System.nanoTime());
            }
            super.channelReadComplete(context);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            waiting = false;
            stop();
            super.channelInactive(context);
        }

        private void lookAgain(ChannelHandlerContext context, long now) {
            look =
                    context.executor()
                            .schedule(() -> look(context), left(now), TimeUnit.NANOSECONDS);
        }

        private void look(ChannelHandlerContext context) {
            long now = System.nanoTime();
            look = null;
            if (left(now) > 0) {
                lookAgain(context, now);
            } else {
                context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
                var _ = context.close();
            }
        }

        /** Nanoseconds until the patience with this request is over. */
        private long left(long now) {
            return Math.min(began + whole, touched + silence) - now;
        }

        private void stop() {
            if (look != null) {
                look.cancel(false);
                look = null;
            }
        }
    }
}
