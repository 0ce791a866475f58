package city.zhanqiao.data.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

class ReadinessTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void isReadyWithoutRedisButNotWithoutItsDatabase() throws Exception {
        TestDatabase place = TestPostgres.newDatabase("readiness");
        TestRedis redis = TestRedis.start();
        try (var service =
                TestService.start(
                        "ready",
                        Object.class,
                        place.properties(),
                        redis.properties(),
                        Map.of("management.endpoint.health.probes.enabled", "true"))) {
            int port = TestService.port(service);
            assertThat(status(port, "readiness")).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Math.abs(measure(service, "zhanqiao.clock.skew")) < 5);
            assertThat(measure(service, "zhanqiao.events.unnumbered.age")).isZero();
            redis.stop();
            assertThat(status(port, "readiness")).isEqualTo(200);

            place.refuseConnections();
            await().atMost(Duration.ofSeconds(20)).until(() -> status(port, "readiness") == 503);
            assertThat(status(port, "liveness")).isEqualTo(200);

            place.admitConnections();
            await().atMost(Duration.ofSeconds(20)).until(() -> status(port, "readiness") == 200);
        }
    }

    private static double measure(ConfigurableApplicationContext service, String name) {
        return service.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    private static int status(int port, String probe) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:%d/actuator/health/%s"
                                                        .formatted(port, probe)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
