package city.zhanqiao.load.push;

import com.google.firebase.internal.ApacheHttp2Transport;
import com.sun.net.httpserver.HttpServer;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http2.HttpVersionPolicy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rival: the HTTP client of the Firebase SDK, with as many connections as we use, and nothing
 * around it. No database, no templates, no outcome that is kept. A program of its own with the same
 * flags.
 */
public final class BareSender {

    private final CloseableHttpAsyncClient client;
    private final String target;
    private final int atOnce;
    private final AtomicLong number = new AtomicLong();

    private BareSender(String target, int atOnce) {
        this.target = target;
        this.atOnce = atOnce;
        this.client =
                ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnTotal(atOnce)
                                        .setMaxConnPerRoute(atOnce)
                                        .setDefaultTlsConfig(
                                                TlsConfig.custom()
                                                        .setVersionPolicy(
                                                                HttpVersionPolicy.FORCE_HTTP_1)
                                                        .build())
                                        .build())
                        .build();
        client.start();
    }

    /**
     * Starts it; {@code POST /send/<milliseconds>} sends for so long and tells how many a second.
     *
     * @param arguments its port, where to send to, how many requests at once
     */
    public static void main(String... arguments) throws IOException {
        BareSender sender = new BareSender(arguments[1], Integer.parseInt(arguments[2]));
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
                        0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String path = exchange.getRequestURI().getPath();
                        byte[] answer =
                                (path.startsWith("/send/")
                                                ? Double.toString(
                                                        sender.send(
                                                                Long.parseLong(path.substring(6))))
                                                : "yes")
                                        .getBytes(StandardCharsets.US_ASCII);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
    }

    private double send(long milliseconds) {
        Semaphore free = new Semaphore(atOnce);
        AtomicLong answered = new AtomicLong();
        long began = System.nanoTime();
        long end = began + Duration.ofMillis(milliseconds).toNanos();
        while (System.nanoTime() < end) {
            free.acquireUninterruptibly();
            var _ = client.execute(request(), new Counter(free, answered));
        }
        free.acquireUninterruptibly(atOnce);
        return answered.get() / ((System.nanoTime() - began) / 1e9);
    }

    /** As long as one of ours. */
    private SimpleHttpRequest request() {
        String nid = "00000000-0000-0000-0000-%012d".formatted(number.incrementAndGet());
        return SimpleRequestBuilder.post(target + "/v1/projects/bare/messages:send")
                .addHeader("Authorization", "Bearer anybody")
                .setBody(
                        """
                        {"message":{"token":"bare-phone-%s","data":{"nid":"%s","kind":"EMERGENCY",\
                        "text":"normal"},"notification":{"title":"暴雨红色预警","body":"请留在室内，远离\
                        海边和低洼处。"},"android":{"priority":"high","ttl":"14400s","notification":\
                        {"tag":"bare-tag-%s","channel_id":"EMERGENCY"}},"apns":{"headers":\
                        {"apns-collapse-id":"bare-tag","apns-priority":"10","apns-expiration":\
                        "1795000000"},"payload":{"aps":{"thread-id":"bare-tag",\
                        "interruption-level":"time-sensitive"}}}},"validate_only":false}\
                        """
                                .formatted(nid, nid, nid),
                        ContentType.APPLICATION_JSON)
                .build();
    }

    private record Counter(Semaphore free, AtomicLong answered)
            implements FutureCallback<SimpleHttpResponse> {
        @Override
        public void completed(SimpleHttpResponse answer) {
            if (answer.getCode() == 200) {
                answered.incrementAndGet();
            }
            free.release();
        }

        @Override
        public void failed(Exception fault) {
            free.release();
        }

        @Override
        public void cancelled() {
            free.release();
        }
    }
}
