package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class WaitingRoomTest {

    private static final String HALL = "laoshan-example";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> EARLY =
            IntStream.range(0, 6).mapToObj(n -> "w-early-" + n).toList();

    private static TestHalls city;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
    }

    @AfterEach
    void setTheClockRight() {
        city.shiftClock("0");
    }

    @Test
    void drawsLotsAtTheHourAndLetsNobodyPassWhoIsNotAdmitted() {
        int day = city.workingDay(20);
        OffsetDateTime release = at(day - 7, 9, 0);
        OffsetDateTime nine = at(day, 9, 0);
        city.slot(HALL + "/general", nine, 20);
        city.setClock(release.minusMinutes(31));
        assertThat(enter("w-too-early", day).code()).isEqualTo("ROOM_NOT_OPEN");

        city.setClock(release.minusMinutes(10));
        for (String who : EARLY) {
            Reply first = enter(who, day);
            assertThat(first.status()).as(first.text()).isEqualTo(200);
            assertThat(first.body().path("releasesAt").asString()).isNotEmpty();
            assertThat(first.body().has("ticket")).isFalse();
            assertThat(enter(who, day).body().path("admitted").asBoolean()).isFalse();
        }
        assertThat(city.place().texts("SELECT resident FROM room_entry ORDER BY resident"))
                .isEqualTo(EARLY);
        city.redis().stop();
        city.redis().startEmpty();

        city.setClock(release.plusSeconds(1));
        await().atMost(SOON).until(() -> enter(EARLY.getLast(), day).body().has("ticket"));
        Map<Long, String> drawn = new HashMap<>();
        EARLY.forEach(who -> drawn.put(enter(who, day).body().path("ahead").asLong(), who));
        assertThat(drawn).containsOnlyKeys(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(enter("w-late", day).body().path("ahead").asLong()).isEqualTo(7);
        assertThat(enter("w-later", day).body().path("ahead").asLong()).isEqualTo(8);

        String first = named(drawn, 1);
        String last = named(drawn, 6);
        assertThat(hold(first, ticket(first, day), nine).code()).isEqualTo("WAIT_IN_ROOM");
        city.place().execute("UPDATE room SET admitted = 3");
        await().atMost(SOON).until(() -> hold(first, ticket(first, day), nine).status() == 201);
        assertThat(hold(last, ticket(last, day), nine).code()).isEqualTo("WAIT_IN_ROOM");
        assertThat(hold(last, ticket(first, day), nine).code()).isEqualTo("WAIT_IN_ROOM");
        assertThat(hold(last, "1" + ticket(last, day).substring(1), nine).code())
                .isEqualTo("WAIT_IN_ROOM");
        assertThat(hold("w-without", "", nine).code()).isEqualTo("WAIT_IN_ROOM");

        city.place().execute("UPDATE room SET admitted = last");
        await().atMost(SOON).until(() -> hold("w-without", "", nine).status() == 201);
    }

    private static String named(Map<Long, String> drawn, long number) {
        return java.util.Objects.requireNonNull(drawn.get(number));
    }

    private static String ticket(String who, int day) {
        return enter(who, day).body().path("ticket").asString();
    }

    private static Reply enter(String who, int day) {
        return city.send(
                0,
                resident(who),
                "PUT",
                "/api/v1/bookings/waiting-room",
                "",
                "",
                "{\"hall\":\"%s\",\"date\":\"%s\"}".formatted(HALL, at(day, 0, 0).toLocalDate()));
    }

    private static Reply hold(String who, String ticket, OffsetDateTime startsAt) {
        return city.holdWith(ticket, resident(who), key(), HALL, "general", startsAt);
    }
}
