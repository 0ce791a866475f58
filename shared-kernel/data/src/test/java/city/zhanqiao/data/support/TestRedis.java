package city.zhanqiao.data.support;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** A real Redis on a port of its own, which can be taken away and given back empty. */
public final class TestRedis implements AutoCloseable {

    private final int port;
    private RedisServer server;

    private TestRedis(int port) {
        this.port = port;
        this.server = start(port);
    }

    /** Starts an empty server on a free port. */
    public static TestRedis start() {
        return new TestRedis(freePort());
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static RedisServer start(int port) {
        RedisServer made =
                RedisServer.builder()
                        .port(port)
                        .setting("save \"\"")
                        .setting("bind 127.0.0.1")
                        .build();
        made.start();
        return made;
    }

    /** The properties that lead a service to it. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.data.redis.host",
                "127.0.0.1",
                "spring.data.redis.port",
                Integer.toString(port));
    }

    public int port() {
        return port;
    }

    /** Takes the server away. */
    public void stop() {
        server.stop();
    }

    /** Gives an empty server back on the same port. */
    public void startEmpty() {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
    }
}
