package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.appointments.TestHalls.Reply;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

class SmallStormTest {

    private static final String HALL = "shinan-example";
    private static final String DESK = "shinan-example/general";

    private static TestHalls city;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
    }

    @Test
    void givesThirtyPlacesToThirtyOfTwoHundred() throws Exception {
        List<OffsetDateTime> times = List.of(at(40, 9, 0), at(40, 9, 15), at(40, 9, 30));
        times.forEach(time -> city.slot(DESK, time, 10));

        List<Reply> replies = storm(200, n -> bookTwiceAtOnce(n, times.get(n % 3)));

        assertThat(replies).allMatch(reply -> List.of(200, 409).contains(reply.status()));
        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(30);
        assertThat(replies.stream().filter(reply -> reply.status() == 409).map(Reply::code))
                .allMatch(code -> code.equals("SLOT_FULL"));
        String booked = " FROM booking WHERE resident LIKE 's-%' AND ";
        assertThat(count("SELECT count(*)" + booked + "state = 'CONFIRMED'")).isEqualTo(30);
        assertThat(count("SELECT count(DISTINCT resident)" + booked + "placed")).isEqualTo(30);
        assertThat(count("SELECT count(*)" + booked + "state <> 'CONFIRMED'")).isZero();
        assertThat(
                        count(
                                "SELECT sum(taken) FROM slot WHERE desk = '%s' AND starts_at < '%s'"
                                        .formatted(DESK, at(41, 0, 0))))
                .isEqualTo(30);
        assertThat(
                        count(
                                "SELECT count(*) FROM event WHERE type LIKE '%confirmed%' AND data"
                                        + " ->> 'residentId' LIKE 's-%'"))
                .isEqualTo(30);
    }

    @Test
    void holdsOnceForFiftyRequestsWithOneKeyAtTwoInstances() throws Exception {
        OffsetDateTime time = at(41, 9, 0);
        city.slot(DESK, time, 10);
        String token = resident("r-impatient");
        String key = key();

        List<Reply> replies = storm(50, n -> hold(n % 2, token, key, time));

        assertThat(replies)
                .allMatch(
                        reply -> reply.status() == 201 || reply.code().equals("ACT_STILL_RUNNING"));
        assertThat(
                        replies.stream()
                                .filter(reply -> reply.status() == 201)
                                .map(Reply::id)
                                .distinct())
                .hasSize(1);
        assertThat(count("SELECT count(*) FROM booking WHERE resident = 'r-impatient'")).isOne();
    }

    /** A double tap: both with one key, at two instances; then the confirmation. */
    private static Reply bookTwiceAtOnce(int n, OffsetDateTime time) {
        String token = resident("s-" + n);
        String key = key();
        Reply held = hold(n % 2, token, key, time);
        while (held.code().equals("ACT_STILL_RUNNING")) {
            held = hold((n + 1) % 2, token, key, time);
        }
        Reply again = hold((n + 1) % 2, token, key, time);
        if (held.status() != 201) {
            assertThat(again.status()).isNotEqualTo(201);
            return held;
        }
        assertThat(again.id()).isEqualTo(held.id());
        return city.send(
                n % 2,
                token,
                "POST",
                "/api/v1/bookings/" + held.id() + "/confirmation",
                key(),
                "",
                "");
    }

    private static Reply hold(int instance, String token, String key, OffsetDateTime time) {
        return city.send(
                instance,
                token,
                "POST",
                "/api/v1/bookings",
                key,
                "",
                "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\"}"
                        .formatted(HALL, time));
    }

    private static List<Reply> storm(int size, IntFunction<Reply> act) throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running =
                    IntStream.range(0, size)
                            .mapToObj(n -> many.submit(() -> act.apply(n)))
                            .toList();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : running) {
                replies.add(one.get());
            }
            return replies;
        }
    }

    private static long count(String sql) {
        return city.place().count(sql);
    }
}
