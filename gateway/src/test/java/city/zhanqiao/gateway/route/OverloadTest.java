package city.zhanqiao.gateway.route;

import static city.zhanqiao.gateway.support.TestCity.resident;
import static city.zhanqiao.gateway.support.TestCity.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** More is asked for than a service answers: five at a time, and it holds whatever has begun. */
class OverloadTest {

    private static final int READS = 4; // eight tenths of five
    private static final String READ = "/api/v1/me";
    private static final String ACT = "/api/v1/me/family";
    private static final String DESK = "/admin/v1/residents";
    private static final String[] LIN = resident("r-lin");
    private static final String[] CLERK = staff("s-1", Role.CLERK);

    private final CountDownLatch answering = new CountDownLatch(1);
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

    private HttpServer service;
    private TestCity city;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.setExecutor(people);
        service.start();
        String address = "http://127.0.0.1:" + service.getAddress().getPort();
        city =
                TestCity.with(
                        Set.of(),
                        Map.of(
                                "zhanqiao.peers.residents", address,
                                "zhanqiao.peers.notices", address,
                                "zhanqiao.gateway.time-budget", "60s",
                                "zhanqiao.gateway.limit.initial-concurrency", "5",
                                "zhanqiao.gateway.limit.least-concurrency", "5",
                                "zhanqiao.gateway.limit.most-concurrency", "5"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            answering.await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        answering.countDown();
        city.close();
        service.stop(0);
        people.close();
    }

    @Test
    void turnsReadsAwayBeforeActsAndActsBeforeStaffAndEmergencies() throws Exception {
        List<Future<Reply>> reads =
                IntStream.range(0, READS).mapToObj(_ -> get(READ, LIN)).toList();
        awaitUnderWay("residents", READS);
        assertTurnedAway(city.get(READ, LIN));

        Future<Reply> act = people.submit(() -> city.post(ACT, "{}", LIN));
        awaitUnderWay("residents", READS + 1);
        assertTurnedAway(city.post(ACT, "{}", LIN));

        Future<Reply> staff = get(DESK, CLERK);
        awaitUnderWay("residents", READS + 2);
        answering.countDown();

        assertThat(staff.get().status()).isEqualTo(204);
        assertThat(act.get().status()).isEqualTo(204);
        for (Future<Reply> read : reads) {
            assertThat(read.get().status()).isEqualTo(204);
        }
        await().until(() -> city.get(READ, LIN).status() == 204);
    }

    /** Five times as many as have room, and each comes again as soon as it is turned away. */
    @Test
    void turnsAStormOfRetriesAwayWhileEmergenciesAreRead() throws Exception {
        List<Future<Reply>> reads =
                IntStream.range(0, READS).mapToObj(_ -> get(READ, LIN)).toList();
        awaitUnderWay("residents", READS);

        for (int again = 0; again < 5 * 5; again++) {
            assertTurnedAway(city.get(READ, LIN));
        }
        Future<Reply> emergency = get("/api/v1/notices/for-me", LIN);
        awaitUnderWay("notices", 1);
        answering.countDown();

        assertThat(emergency.get().status()).isEqualTo(204);
        for (Future<Reply> read : reads) {
            assertThat(read.get().status()).isEqualTo(204);
        }
    }

    private Future<Reply> get(String path, String[] caller) {
        return people.submit(() -> city.get(path, caller));
    }

    private static void assertTurnedAway(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("OVERLOADED");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 5);
        assertThat(reply.body().path("retryable").asBoolean()).isTrue();
    }

    private void awaitUnderWay(String upstream, int count) {
        await().until(() ->
                city.bean(MeterRegistry.class)
                                .get("zhanqiao.gateway.under.way")
                                .tag("upstream", upstream)
                                .gauge()
                                .value()
                        == count);
    }
}
