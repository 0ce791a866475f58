package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.clerk;
import static city.zhanqiao.appointments.TestHalls.etag;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;
import city.zhanqiao.data.support.TestPilots;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Bookings at a hall are a pilot: it is stopped, narrowed and filled while residents book. */
class HallStopTest {

    private static final String HALL = "shinan-example";
    private static final String DESK = "shinan-example/general";
    private static final String SCENARIO = "hall:" + HALL;
    private static final String DISTRICT = "370202";
    private static final int BOOKED = 20;
    private static final int RUSH = 300;
    private static final Duration SOON = Duration.ofSeconds(10);

    private static TestHalls city;
    private static TestPilots pilots;
    private static UUID pilot;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
        pilots = TestPilots.start(city.redis());
        pilot =
                UUID.fromString(
                        city.place()
                                .texts(
                                        "SELECT pilot FROM pilot_copy WHERE scenario = '%s'"
                                                .formatted(SCENARIO))
                                .getFirst());
    }

    @AfterEach
    void openAgain() {
        pilots.open(pilot, SCENARIO, DISTRICT);
        await().atMost(SOON).until(() -> state().equals("PILOT"));
        city.place()
                .execute(
                        "UPDATE pilot_copy SET share = 100, groups = '{}', quota = NULL WHERE"
                                + " scenario = '%s'".formatted(SCENARIO));
    }

    @AfterAll
    static void stop() {
        pilots.close();
    }

    @Test
    void takesNobodyNewAtAnyInstanceAndKeepsWhatIsBooked() throws Exception {
        OffsetDateTime nine = at(45, 9, 0);
        city.slot(DESK, nine, BOOKED + RUSH + 5);
        city.slot(DESK, at(46, 9, 0), BOOKED);
        List<String> booked = new ArrayList<>();
        for (int n = 0; n < BOOKED; n++) {
            booked.add(city.booked(resident("h-in-" + n), HALL, "general", nine));
        }
        String held = city.hold(resident("h-held"), key(), HALL, "general", nine).id();
        assertThat(join("h-waits").status()).isEqualTo(201);
        try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> rush =
                    IntStream.range(0, RUSH)
                            .mapToObj(n -> everybody.submit(() -> hold(n % 2, "h-new-" + n, nine)))
                            .toList();
            await().atMost(SOON).until(() -> begun() > 10);
            pilots.stop(pilot, SCENARIO, DISTRICT);
            await().atMost(SOON).until(() -> state().equals("STOPPED"));
            long begun = begun();

            int in = 0;
            for (Future<Reply> one : rush) {
                Reply reply = one.get();
                in += reply.status() == 201 ? 1 : 0;
                if (reply.status() != 201) {
                    assertThat(reply.code()).isEqualTo("SCENARIO_CLOSED");
                }
            }
            assertThat(begun()).isEqualTo(begun).isEqualTo(in);
        }
        Reply late = hold(1, "h-late", nine);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("detail").asString())
                .contains("已有的预约照常办理", "市南区、西海岸新区、崂山区", "预计开通日期：—");
        assertThat(late.body().path("nextAction").asString()).contains("取号");
        goesOn(booked, held);
        takesNobodyInOtherWays();
        tells();
    }

    private static void goesOn(List<String> booked, String held) {
        String first = resident("h-in-0");
        Reply moved =
                city.post(
                        first,
                        "/api/v1/bookings/" + booked.getFirst() + "/move",
                        key(),
                        etag(2),
                        "{\"startsAt\":\"%s\"}".formatted(at(46, 9, 0)));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(city.confirm(resident("h-held"), key(), held).status()).isEqualTo(200);
        String other = resident("h-other-hall");
        city.slot("laoshan-example/general", at(46, 10, 0), 1);
        String there = city.booked(other, "laoshan-example", "general", at(46, 10, 0));
        assertThat(
                        city.post(
                                        other,
                                        "/api/v1/bookings/" + there + "/move",
                                        key(),
                                        etag(2),
                                        "{\"hall\":\"%s\",\"startsAt\":\"%s\"}"
                                                .formatted(HALL, at(46, 9, 0)))
                                .code())
                .isEqualTo("SCENARIO_CLOSED");
    }

    private static void takesNobodyInOtherWays() {
        assertThat(join("h-too-late").code()).isEqualTo("SCENARIO_CLOSED");
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/identifications"))
                                .willReturn(okJson("{\"residentId\":\"h-window\"}")));
        Reply window =
                city.post(
                        clerk(),
                        "/admin/v1/bookings",
                        key(),
                        "",
                        """
                        {"hall":"%s","service":"general","startsAt":"%s","realName":"林示例",
                         "residentNumber":"370202190001010014"}
                        """
                                .formatted(HALL, at(46, 9, 0)));
        city.neighbours().resetAll();
        assertThat(window.code()).isEqualTo("SCENARIO_CLOSED");
    }

    /** Those with a booking hear that it stays, and who waited that the wait is over. */
    private static void tells() {
        String kept =
                "SELECT count(*) FROM event WHERE type = 'city.zhanqiao.booking.kept.v1'"
                        + " AND data ->> 'residentId' LIKE 'h-in-%'";
        assertThat(city.place().count(kept)).isEqualTo(BOOKED);
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT data ->> 'residentId' FROM event WHERE type ="
                                                + " 'city.zhanqiao.waitlist.closed.v1'"))
                .containsExactly("h-waits");
        assertThat(
                        city.get(resident("h-waits"), "/api/v1/waitlist")
                                .body()
                                .at("/items/0/state")
                                .asString())
                .isEqualTo("LAPSED");
    }

    @Test
    void keepsToTheShareTheGroupsAndTheQuota() {
        OffsetDateTime ten = at(47, 10, 0);
        city.slot(DESK, ten, 50);
        narrow("share = 0");
        assertThat(hold(0, "h-share", ten).body().path("detail").asString()).contains("首批范围");
        narrow("share = 100, groups = '{elders}'");
        assertThat(hold(0, "h-age", ten).body().path("detail").asString()).contains("特定人群");
        narrow("groups = '{}', quota = 3, taken = 0");
        assertThat(
                        IntStream.range(0, 12)
                                .parallel()
                                .mapToObj(n -> hold(n % 2, "h-quota-" + n, ten))
                                .filter(reply -> reply.status() == 201))
                .hasSize(3);
        assertThat(hold(0, "h-full", ten).body().path("detail").asString()).contains("名额已满");
    }

    private static void narrow(String change) {
        city.place()
                .execute(
                        "UPDATE pilot_copy SET %s WHERE scenario = '%s'"
                                .formatted(change, SCENARIO));
    }

    private static String state() {
        return city.place()
                .texts("SELECT state FROM pilot_copy WHERE scenario = '%s'".formatted(SCENARIO))
                .getFirst();
    }

    private static long begun() {
        return city.place().count("SELECT count(*) FROM booking WHERE resident LIKE 'h-new-%'");
    }

    private static Reply hold(int instance, String name, OffsetDateTime time) {
        return city.send(
                instance,
                resident(name),
                "POST",
                "/api/v1/bookings",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\"}"
                        .formatted(HALL, time));
    }

    private static Reply join(String name) {
        String date = at(50, 0, 0).toLocalDate().toString();
        return city.post(
                resident(name),
                "/api/v1/waitlist",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"general\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(HALL, date, date));
    }
}
