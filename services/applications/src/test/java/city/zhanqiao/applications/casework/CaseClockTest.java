package city.zhanqiao.applications.casework;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.applications.casework.CaseLimits.Limits;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CalendarYear;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class CaseClockTest {

    private static final StaffId CLERK = new StaffId("s-clerk");
    private static final Limits LIMITS = new Limits(5, Optional.of(20), Optional.empty(), 5);

    private Instant now = noon("2026-02-14");
    private WorkingCalendar calendar = WorkingCalendar.published();
    private final CaseClock clocks = new CaseClock(() -> calendar, () -> now);

    @Test
    void countsIntakeFromASaturdayThatIsWorkedAcrossTheSpringFestival() {
        Application it = submitted("2026-02-14");

        assertThat(due(it).on()).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(due(it).of()).isEqualTo(CaseClock.Due.Of.ACCEPTANCE);
    }

    @Test
    void acceptsBySilenceAsOfTheDayReceived() {
        Application it =
                done(submitted("2026-02-14").intake().deemAccepted(noon("2026-03-20"), LIMITS));

        assertThat(it.milestones().accepted()).contains(noon("2026-02-14"));
        now = noon("2026-02-28");
        assertThat(due(it).on()).isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(due(it).colour()).isEqualTo(ClockColour.YELLOW);
        now = noon("2026-03-02");
        assertThat(due(it).colour()).isEqualTo(ClockColour.RED);
    }

    @Test
    void startsIntakeAgainAtFiveWhenTheCorrectionComes() {
        Application asked =
                done(
                        submitted("2026-04-01")
                                .intake()
                                .requestCorrection(
                                        CLERK, new Correction(List.of(), noon("2026-04-07")), 15));
        now = noon("2026-04-20");
        assertThat(due(asked).of()).isEqualTo(CaseClock.Due.Of.CORRECTION);
        Application corrected = done(asked.intake().correct(noon("2026-04-20")));

        assertThat(due(corrected).on()).isEqualTo(LocalDate.parse("2026-04-27"));
        assertThat(
                        corrected
                                .intake()
                                .deemAccepted(noon("2026-05-20"), LIMITS)
                                .map(it ->
                                        it.milestones()
                                                .accepted()
                                                .orElseThrow()
                                                .isBefore(noon("2026-04-20"))))
                .isEqualTo(Outcome.done(true));
        assertThat(
                        corrected
                                .intake()
                                .requestCorrection(
                                        CLERK, new Correction(List.of(), noon("2026-04-21")), 15))
                .isEqualTo(Outcome.refused(new Refusal.SecondCorrection()));
    }

    @Test
    void standsStillWhileASpecialProcedureGoesOn() {
        Application review =
                done(
                        done(submitted("2026-06-01")
                                        .intake()
                                        .accept(CLERK, noon("2026-06-01"), LIMITS))
                                .review()
                                .takeUp(new StaffId("s-rev")));
        Suspension testing =
                new Suspension(StopReason.TESTING, LocalDate.parse("2026-06-30"), "检测");
        Application stopped = done(review.review().suspend(testing, LocalDate.parse("2026-06-03")));
        now = noon("2026-06-29");

        assertThat(clocks.due(stopped)).isEmpty();
        assertThat(clocks.timer(stopped)).contains(LocalDate.parse("2026-06-30"));
        Application resumed = done(stopped.review().resume(LocalDate.parse("2026-06-30")));
        assertThat(due(resumed).on()).isEqualTo(LocalDate.parse("2026-07-03"));
        assertThat(stopped.review().approve(new StaffId("s-dec"), now, false))
                .isEqualTo(Outcome.refused(new Refusal.WrongState(State.SUSPENDED)));
    }

    @Test
    void goesOnAsOfThePlannedDayHoweverLateThatIsNoticed() {
        Application stopped = suspended("2026-06-01", "2026-06-05");
        LocalDate planned = due(done(stopped.review().resume(LocalDate.parse("2026-06-05")))).on();

        Application late = done(stopped.review().resume(LocalDate.parse("2026-06-25")));

        assertThat(due(late).on()).isEqualTo(planned).isEqualTo(LocalDate.parse("2026-06-10"));
        Application early = done(stopped.review().resume(LocalDate.parse("2026-06-04")));
        assertThat(due(early).on()).isEqualTo(LocalDate.parse("2026-06-09"));
    }

    @Test
    void showsADateInAYearNotYetAnnouncedAsProvisionalUntilItIsAnnounced() {
        now = noon("2026-12-29");
        Application it = submitted("2026-12-29");

        assertThat(due(it).calendar()).isEqualTo(YearStatus.PROVISIONAL);
        assertThat(due(it).on()).isEqualTo(LocalDate.parse("2027-01-06"));

        calendar =
                calendar.withYear(
                        new CalendarYear(
                                2027,
                                YearStatus.OFFICIAL,
                                "an example notice",
                                Set.of(
                                        LocalDate.parse("2027-01-01"),
                                        LocalDate.parse("2027-01-04")),
                                Set.of()));
        assertThat(due(it).calendar()).isEqualTo(YearStatus.OFFICIAL);
        assertThat(due(it).on()).isEqualTo(LocalDate.parse("2027-01-07"));
    }

    /** Stopped two working days after its acceptance. */
    private static Application suspended(String accepted, String until) {
        Application review =
                done(
                        done(submitted(accepted).intake().accept(CLERK, noon(accepted), LIMITS))
                                .review()
                                .takeUp(new StaffId("s-rev")));
        LocalDate stop = LocalDate.parse(accepted).plusDays(2);
        return done(
                review.review()
                        .suspend(
                                new Suspension(StopReason.TESTING, LocalDate.parse(until), "检测"),
                                stop));
    }

    private CaseClock.Due due(Application it) {
        return clocks.due(it).orElseThrow();
    }

    private static Application submitted(String day) {
        Facts facts =
                new Facts(
                        new ApplicationId(new UUID(0, 1)),
                        new Version(1),
                        Facts.Kind.SINGLE,
                        new ResidentId("r"),
                        Optional.empty(),
                        Optional.empty(),
                        "x",
                        1,
                        Channel.ONLINE,
                        new DivisionCode("370202"),
                        new DepartmentCode("health"),
                        noon(day),
                        Optional.empty(),
                        Optional.empty());
        return done(
                Application.draft(facts)
                        .intake()
                        .submit(
                                new Receipt("1", noon(day), new DivisionCode("370202")),
                                Optional.empty()));
    }

    private static Application done(Outcome<Application, Refusal> outcome) {
        return outcome.orElseThrow(why -> new IllegalStateException(why.toString()));
    }

    private static Instant noon(String day) {
        return Instant.parse(day + "T04:00:00Z");
    }
}
