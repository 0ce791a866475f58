package city.zhanqiao.city.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.Admission.Closed;
import city.zhanqiao.city.pilot.Admission.Open;
import city.zhanqiao.city.pilot.Admission.Outside;
import city.zhanqiao.city.pilot.Admission.Reason;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class AdmissionTest {

    private static final String SCENARIO = "item:elder-card";
    private static final DivisionCode SHINAN = new DivisionCode("370202");
    private static final DivisionCode LAOSHAN = new DivisionCode("370212");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Test
    void keepsEverybodysPlaceWhileTheShareGrows() {
        for (int n = 0; n < 2_000; n++) {
            ResidentId resident = new ResidentId("r-" + n);
            boolean was = false;
            for (int percent = 0; percent <= 100; percent += 5) {
                boolean in = AudienceShare.includes(SCENARIO, resident, percent);
                assertThat(in || !was).isTrue();
                was = in;
            }
            assertThat(AudienceShare.includes(SCENARIO, resident, 0)).isFalse();
            assertThat(was).isTrue();
        }
        // Fixed for ever: apps compute it too.
        assertThat(AudienceShare.place("item:elder-card", new ResidentId("r-lin"))).isEqualTo(75);
    }

    @Test
    void spreadsResidentsEvenlyAndDifferentlyForEachScenario() {
        long first = IntStream.range(0, 10_000).filter(n -> in("item:a", n)).count();
        long both =
                IntStream.range(0, 10_000).filter(n -> in("item:a", n) && in("item:b", n)).count();
        assertThat(first).isBetween(2_800L, 3_200L);
        assertThat(both).isBetween(750L, 1_050L);
    }

    @Test
    void letsInWhomTheTermsName() {
        assertThat(decide(List.of(pilot()), newcomer("ONLINE", 70))).isInstanceOf(Open.class);
        assertThat(decide(List.of(forElders()), newcomer("ONLINE", 60))).isInstanceOf(Open.class);
        assertThat(decide(List.of(forElders()), atTheWindow())).isInstanceOf(Open.class);
    }

    @Test
    void saysWhyNotAndWhereAndFromWhen() {
        KnownPilot there = pilot(LAOSHAN, false, "2026-01-01", "2027-12-31", 100, 0);
        KnownPilot later = pilot(SHINAN, false, "2027-01-15", "2027-12-31", 100, 0);

        assertThat(decide(List.of(), newcomer("ONLINE", 30)))
                .isEqualTo(new Closed(Reason.NOT_HERE, List.of(), Optional.empty()));
        assertThat(decide(List.of(there, later), newcomer("ONLINE", 30)))
                .isEqualTo(
                        new Closed(
                                Reason.NOT_YET,
                                List.of(LAOSHAN),
                                Optional.of(LocalDate.of(2027, 1, 15))));
        assertThat(
                        decide(
                                List.of(pilot(SHINAN, true, "2026-01-01", "2027-12-31", 100, 0)),
                                newcomer("ONLINE", 30)))
                .isEqualTo(new Closed(Reason.STOPPED, List.of(), Optional.empty()));
        assertThat(
                        decide(
                                List.of(pilot(SHINAN, false, "2022-05-23", "2023-11-30", 100, 0)),
                                newcomer("ONLINE", 30)))
                .isEqualTo(new Closed(Reason.ENDED, List.of(), Optional.empty()));
        assertThat(
                        decide(
                                List.of(pilot(SHINAN, false, "2026-01-01", "2027-12-31", 100, 5)),
                                newcomer("ONLINE", 30)))
                .isEqualTo(new Closed(Reason.QUOTA, List.of(), Optional.empty()));
        assertThat(
                        decide(
                                List.of(pilot(SHINAN, false, "2026-01-01", "2027-12-31", 0, 0)),
                                newcomer("ONLINE", 30)))
                .isEqualTo(new Outside(Reason.SHARE, List.of(SHINAN), Optional.empty()));
        assertThat(decide(List.of(pilot()), newcomer("PHONE", 30)))
                .isEqualTo(new Outside(Reason.CHANNEL, List.of(SHINAN), Optional.empty()));
        assertThat(decide(List.of(forElders()), newcomer("ONLINE", 59)))
                .isEqualTo(new Outside(Reason.GROUP, List.of(SHINAN), Optional.empty()));
    }

    @Test
    void opensOnItsFirstDayAndClosesAfterItsLast() {
        KnownPilot window = pilot(SHINAN, false, "2026-11-24", "2026-11-24", 100, 0);
        assertThat(window.isOpenOn(TODAY.minusDays(1))).isFalse();
        assertThat(window.isOpenOn(TODAY)).isTrue();
        assertThat(window.isOpenOn(TODAY.plusDays(1))).isFalse();
    }

    private static boolean in(String scenario, int n) {
        return AudienceShare.includes(scenario, new ResidentId("r-" + n), 30);
    }

    private static Admission decide(List<KnownPilot> pilots, Newcomer newcomer) {
        return Admission.decide(SCENARIO, pilots, newcomer, TODAY);
    }

    private static Newcomer newcomer(String channel, int age) {
        return new Newcomer(
                new ResidentId("r-lin"), SHINAN, channel, Optional.of(AudienceGroup.ofAge(age)));
    }

    private static Newcomer atTheWindow() {
        return new Newcomer(new ResidentId("r-lin"), SHINAN, "WINDOW", Optional.empty());
    }

    private static KnownPilot pilot() {
        return pilot(SHINAN, false, "2026-01-01", "2027-12-31", 100, 0);
    }

    private static KnownPilot forElders() {
        return new KnownPilot(
                new UUID(0, 1),
                SHINAN,
                false,
                LocalDate.of(2026, 1, 1),
                Optional.empty(),
                100,
                Set.of("elders"),
                Set.of("ONLINE", "WINDOW"),
                Optional.empty(),
                0);
    }

    private static KnownPilot pilot(
            DivisionCode district, boolean stopped, String from, String to, int share, int taken) {
        return new KnownPilot(
                new UUID(0, 1),
                district,
                stopped,
                LocalDate.parse(from),
                Optional.of(LocalDate.parse(to)),
                share,
                Set.of(),
                Set.of("ONLINE", "WINDOW"),
                Optional.of(5),
                taken);
    }
}
