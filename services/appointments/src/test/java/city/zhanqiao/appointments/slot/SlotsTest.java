package city.zhanqiao.appointments.slot;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.appointments.TestHalls;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.city.calendar.CityTime;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

class SlotsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestHalls city;
    private static SlotPlan plan;
    private static Hall centre;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
        plan = new SlotPlan(city.bean(OpeningHours.class));
        centre = city.bean(Halls.class).find("civic-centre").orElseThrow();
    }

    @Test
    void followsTheWorkingCalendar() {
        assertThat(starts("2026-11-25")).hasSize(26).startsWith("09:00").endsWith("16:45");
        assertThat(starts("2026-10-01")).as("public holiday").isEmpty();
        assertThat(starts("2026-10-03")).as("Saturday within a holiday").isEmpty();
        assertThat(starts("2026-10-10")).as("Saturday that is worked").hasSize(26);
        assertThat(starts("2026-11-28")).as("weekend service").hasSize(12).endsWith("11:45");
        assertThat(starts("2026-12-31")).as("exceptional hours").hasSize(12);
        assertThat(starts("2029-03-01")).as("a year nobody knows").isEmpty();
    }

    @Test
    void releasesADaysPlacesTogetherAheadOfIt() {
        SlotPlan.Planned first =
                plan.of(centre, centre.deskKinds().getFirst(), LocalDate.parse("2026-11-25"))
                        .getFirst();

        assertThat(first.releasesAt().atZone(CityTime.ZONE).toLocalDateTime())
                .isEqualTo(LocalDate.parse("2026-11-11").atTime(LocalTime.of(9, 0)));
    }

    @Test
    void makesSlotsOnceHoweverOftenAndInParallel() {
        SlotMaker maker = city.bean(SlotMaker.class);
        maker.makeAll().block(SOON);
        List<String> before = slots();
        String one =
                """
                UPDATE slot SET taken = %d
                 WHERE desk = 'civic-centre/general'
                   AND starts_at = (SELECT max(starts_at) FROM slot
                                     WHERE desk = 'civic-centre/general')
                """;
        city.place().execute(one.formatted(1));
        long taken = city.place().count("SELECT sum(taken) FROM slot");

        Flux.range(0, 4).flatMap(n -> maker.makeAll()).then().block(SOON);

        assertThat(slots()).isEqualTo(before);
        assertThat(city.place().count("SELECT sum(taken) FROM slot")).isEqualTo(taken);
        city.place().execute(one.formatted(0));
    }

    private static List<String> slots() {
        return city.place()
                .texts("SELECT desk || starts_at || capacity FROM slot WHERE planned ORDER BY 1");
    }

    private static List<String> starts(String date) {
        return plan.of(centre, centre.deskKinds().getFirst(), LocalDate.parse(date)).stream()
                .map(slot -> slot.startsAt().atZone(CityTime.ZONE).toLocalTime().toString())
                .toList();
    }
}
