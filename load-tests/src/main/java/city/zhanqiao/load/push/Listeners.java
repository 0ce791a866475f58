package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.CannotMeasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many who listen to their live streams, on one thread, so that they take as little from the
 * machine as they can.
 */
final class Listeners implements AutoCloseable {

    private static final byte[] NEWS = "event:inbox".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OPEN = "event:open".getBytes(StandardCharsets.US_ASCII);

    /**
     * Connections that are being opened at a time; the listen queue of the service is not tried.
     */
    private static final int AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Instant lastHeard = Instant.EPOCH;
    private final Thread thread;
    private volatile boolean running = true;

    Listeners() {
        try {
            this.selector = Selector.open();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        this.thread = Thread.ofPlatform().daemon().name("listeners").start(this::listen);
    }

    /** Opens a stream for each token. */
    void join(URI base, List<String> tokens) {
        int before = open.get();
        try {
            for (int n = 0; n < tokens.size(); n++) {
                int allowed = n - AT_ONCE;
                Waiting.until(PATIENCE, "an open stream", () -> open.get() - before > allowed);
                connect(base, tokens.get(n));
            }
        } catch (IOException fault) {
            throw new CannotMeasure("a stream cannot be opened; is ulimit -n high enough?", fault);
        }
        Waiting.until(PATIENCE, "the last stream", () -> open.get() - before >= tokens.size());
    }

    /** Streams that were opened. */
    int open() {
        return open.get();
    }

    /** Streams that heard of news since {@link #forget}. */
    int heard() {
        return heard.get();
    }

    /** When the last of them did. */
    Instant lastHeard() {
        return lastHeard;
    }

    /** Streams that ended although nobody hung up. */
    int ended() {
        return ended.get();
    }

    void forget() {
        heard.set(0);
    }

    private void connect(URI base, String token) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
        channels.add(channel);
        channel.write(
                ByteBuffer.wrap(
                        """
                        GET /api/v1/live HTTP/1.1\r
                        Host: localhost\r
                        Accept: text/event-stream\r
                        Authorization: Bearer %s\r
                        \r
                        """
                                .formatted(token)
                                .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector.wakeup(), SelectionKey.OP_READ);
    }

    private void listen() {
        byte[] bytes = new byte[16_384];
        try {
            while (running) {
                selector.select(50);
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    read(ready.next(), bytes);
                    ready.remove();
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** An event is written whole, so its name is not torn apart. */
    private void read(SelectionKey key, byte[] bytes) {
        int length;
        try {
            length = ((SocketChannel) key.channel()).read(ByteBuffer.wrap(bytes));
        } catch (IOException cut) {
            length = -1;
        }
        if (length < 0) {
            key.cancel();
            ended.incrementAndGet();
            return;
        }
        if (contains(bytes, length, OPEN)) {
            open.incrementAndGet();
        }
        if (contains(bytes, length, NEWS)) {
            heard.incrementAndGet();
            lastHeard = Instant.now();
        }
    }

    private static boolean contains(byte[] bytes, int length, byte[] word) {
        for (int at = 0; at <= length - word.length; at++) {
            int same = 0;
            while (same < word.length && bytes[at + same] == word[same]) {
                same++;
            }
            if (same == word.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        running = false;
        selector.wakeup();
        try {
            thread.join();
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }
}
