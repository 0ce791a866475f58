package city.zhanqiao.web.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.web.test.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A program that is told to stop: not ready, still answering, then gone. */
class DrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HELLO = "/open/v1/request";

    @Test
    void answersWhileItSaysThatItIsNotReadyAndEndsKeptConnections() throws Exception {
        ConfigurableApplicationContext program = start();
        int port = port(program, "local.server.port");
        int management = port(program, "local.management.port");
        String ready = "/actuator/health/readiness";
        assertThat(get(management, ready).statusCode()).isEqualTo(200);
        assertThat(get(port, HELLO).headers().firstValue("Connection")).isEmpty();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(program::close);

        await().atMost(PATIENCE).until(() -> get(management, ready).statusCode() == 503);
        HttpResponse<String> answer = get(port, HELLO);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        stop.join();
        assertThat(isGone(port)).isTrue();
    }

    /** Whoever listens goes on at another instance, while this one still answers. */
    @Test
    void endsLiveStreamsAtOnce() throws Exception {
        ConfigurableApplicationContext program = start();
        int port = port(program, "local.server.port");
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> live = http.send(live(port), BodyHandlers.ofLines()).body()) {
            Iterator<String> lines = live.iterator();
            assertThat(lines.next()).isEqualTo("event:open");

            CompletableFuture<Void> stop = CompletableFuture.runAsync(program::close);

            assertThat(lines).toIterable().allMatch(line -> line.isEmpty() || line.equals("data:"));
            assertThat(get(port, HELLO).statusCode()).isEqualTo(200);
            stop.join();
        }
    }

    private static HttpRequest live(int port) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/open/v1/live"))
                .header("Accept", "text/event-stream")
                .build();
    }

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings = new HashMap<>(TestIssuer.shared().properties());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.server.drain", "3s");
        settings.put("spring.main.banner-mode", "off");
        return new SpringApplicationBuilder(TrialApplication.class).properties(settings).run();
    }

    private static int port(ConfigurableApplicationContext program, String which) {
        return program.getEnvironment().getRequiredProperty(which, Integer.class);
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static boolean isGone(int port) throws IOException, InterruptedException {
        try {
            get(port, HELLO);
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }
}
