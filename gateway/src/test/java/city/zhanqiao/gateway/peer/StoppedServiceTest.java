package city.zhanqiao.gateway.peer;

import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One service is a real process, which stands still (SIGSTOP) or is killed under way. */
class StoppedServiceTest {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final String HOME = "/api/v1/home";
    private static final String[] LIN = resident("r-lin");

    @TempDir static Path answers;

    private FileService appointments;
    private TestCity city;

    @BeforeEach
    void start() throws IOException {
        FileService.tell(answers, BOOKINGS, "{\"items\": []}");
        appointments = FileService.start(answers);
        city =
                TestCity.with(
                        Set.of(Peer.RESIDENTS),
                        Map.of(
                                "zhanqiao.peers.appointments", appointments.address(),
                                "zhanqiao.gateway.time-budget", "700ms",
                                "zhanqiao.gateway.breaker-wait", "1s"));
        city.service(Peer.RESIDENTS).stubFor(any(anyUrl()).willReturn(okJson("{}")));
        await().until(() -> !missing().contains("appointments"));
    }

    @AfterEach
    void stop() {
        appointments.close();
        city.close();
    }

    /** Home is the fastest of some: the machine of a test may be busy with others. */
    @Test
    void isNamedByHomeWithin300MillisecondsAndShutOffWhileItStandsStill() throws Exception {
        appointments.standStill();

        assertThat(fastestHome()).isLessThan(Duration.ofMillis(300));
        Reply first = city.get(BOOKINGS, LIN);
        assertThat(first.status()).isEqualTo(504);
        assertThat(first.code()).isEqualTo("UPSTREAM_TIME_OUT");
        for (Reply waited : together(12, () -> city.get(BOOKINGS, LIN))) {
            assertThat(waited.status()).isIn(503, 504);
        }
        // The breaker is open now, and nobody waits any more.
        await().untilAsserted(() -> {
            Reply shutOff = city.get(BOOKINGS, LIN);
            assertThat(shutOff.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
            assertThat(shutOff.header("Retry-After")).isNotEmpty();
        });
        assertThat(city.get("/api/v1/me", LIN).status()).isEqualTo(200);

        appointments.goOn();

        await().until(() -> city.get(BOOKINGS, LIN).status() == 200);
        await().until(() -> !missing().contains("appointments"));
    }

    @Test
    void isNamedByHomeWithin300MillisecondsWhenItIsGone() {
        appointments.close();

        assertThat(fastestHome()).isLessThan(Duration.ofMillis(300));
        Reply gone = city.get(BOOKINGS, LIN);
        assertThat(gone.status()).isEqualTo(503);
        assertThat(gone.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(city.get("/api/v1/me", LIN).status()).isEqualTo(200);
    }

    private Duration fastestHome() {
        return Duration.ofNanos(LongStream.generate(this::timeHome).limit(15).min().orElseThrow());
    }

    private long timeHome() {
        long began = System.nanoTime();
        assertThat(missing()).contains("appointments");
        return System.nanoTime() - began;
    }

    private List<String> missing() {
        Reply home = city.get(HOME, LIN);
        assertThat(home.status()).isEqualTo(200);
        return home.body().path("missing").valueStream().map(JsonNode::asString).toList();
    }

    private static <T> List<T> together(int times, Callable<T> call) throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.invokeAll(Stream.generate(() -> call).limit(times).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
