package city.zhanqiao.city.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.calendar.CalendarYear;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.MissingCalendarYear;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.clock.LegalClock.Finished;
import city.zhanqiao.city.clock.LegalClock.Running;
import city.zhanqiao.city.clock.LegalClock.Stopped;
import city.zhanqiao.city.clock.Segment.Stop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class LegalClockTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 27);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 28);

    private final WorkingCalendar calendar = WorkingCalendar.published();

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 0, 5, GREEN, the first day is not counted",
        "2026-11-24, 1, 4, GREEN, day 1 is the next working day",
        "2026-11-27, 4, 1, YELLOW, one left",
        "2026-11-29, 4, 1, YELLOW, a Sunday uses nothing",
        "2026-11-30, 5, 0, YELLOW, the last day",
        "2026-12-01, 6, -1, RED, the first overdue day",
        "2026-12-04, 9, -4, RED, still overdue"
    })
    void countsTheIntakeClock(
            LocalDate day, int used, int remaining, ClockColour colour, String why) {
        ClockReading reading = LegalClock.start(5, MONDAY).at(day, calendar);

        assertThat(reading.used()).as(why).isEqualTo(used);
        assertThat(reading.remaining()).as(why).isEqualTo(remaining);
        assertThat(reading.colour()).as(why).isEqualTo(colour);
        assertThat(reading.overdue()).as(why).isEqualTo(Math.max(0, -remaining));
        assertThat(reading.due()).as(why).contains(official(2026, 11, 30));
    }

    @Test
    void isInTimeUntilMidnightOfTheLastDay() {
        Running intake = LegalClock.start(5, MONDAY);
        LocalDate lastMinute = CityTime.dateOf(Instant.parse("2026-11-30T15:59:59Z"));
        LocalDate midnight = CityTime.dateOf(Instant.parse("2026-11-30T16:00:00Z"));

        assertThat(intake.at(lastMinute, calendar).colour()).isEqualTo(ClockColour.YELLOW);
        assertThat(intake.at(midnight, calendar).colour()).isEqualTo(ClockColour.RED);
    }

    @Test
    void countsAMakeUpSaturdayButNoDayOfTheSpringFestival() {
        Running received = LegalClock.start(5, LocalDate.of(2026, 2, 13));

        assertThat(received.at(LocalDate.of(2026, 2, 14), calendar).used()).isEqualTo(1);
        assertThat(received.at(LocalDate.of(2026, 2, 23), calendar).used()).isEqualTo(1);
        assertThat(received.due(calendar)).contains(official(2026, 2, 27));
    }

    @Test
    void standsStillAcrossTheSpringFestival() {
        Stopped inspected =
                LegalClock.start(20, LocalDate.of(2026, 2, 9))
                        .stop(LocalDate.of(2026, 2, 12), StopReason.INSPECTION);

        assertThat(inspected.reason()).isEqualTo(StopReason.INSPECTION);
        assertThat(inspected.due(calendar)).isEmpty();
        assertThat(inspected.at(LocalDate.of(2026, 2, 12), calendar).used()).isEqualTo(3);
        assertThat(inspected.at(LocalDate.of(2026, 6, 1), calendar).used()).isEqualTo(3);

        Running resumed = inspected.resume(LocalDate.of(2026, 2, 24));

        assertThat(resumed.at(LocalDate.of(2026, 2, 25), calendar).used()).isEqualTo(4);
        assertThat(resumed.due(calendar))
                .contains(calendar.addWorkingDays(LocalDate.of(2026, 2, 24), 17));
    }

    @Test
    void losesNothingWhenStoppedAndResumedOnOneDay() {
        Running clock = LegalClock.start(5, MONDAY);

        Running again = clock.stop(FRIDAY, StopReason.HEARING).resume(FRIDAY);

        assertThat(again.at(FRIDAY, calendar)).isEqualTo(clock.at(FRIDAY, calendar));
    }

    @Test
    void givesNoExtraDayWhenItIsResumedWithNothingLeft() {
        Running exhausted =
                LegalClock.start(4, MONDAY)
                        .stop(FRIDAY, StopReason.TESTING)
                        .resume(LocalDate.of(2026, 12, 5));

        assertThat(exhausted.due(calendar)).contains(official(2026, 12, 4));
        assertThat(exhausted.at(LocalDate.of(2026, 12, 6), calendar).remaining()).isZero();
        assertThat(exhausted.at(LocalDate.of(2026, 12, 7), calendar).colour())
                .isEqualTo(ClockColour.RED);
    }

    @Test
    void isNotSavedByAStopAfterTheLimitHasRunOut() {
        Stopped late = LegalClock.start(2, MONDAY).stop(FRIDAY, StopReason.APPRAISAL);

        assertThat(late.due(calendar)).contains(official(2026, 11, 25));
        assertThat(late.at(FRIDAY, calendar).colour()).isEqualTo(ClockColour.RED);
        assertThat(late.resume(LocalDate.of(2026, 12, 31)).due(calendar))
                .contains(official(2026, 11, 25));
    }

    @Test
    void keepsWhatItShowedWhenItIsFinished() {
        Finished done = LegalClock.start(5, MONDAY).finish(FRIDAY);

        assertThat(done.at(LocalDate.of(2027, 3, 1), calendar))
                .isEqualTo(done.at(FRIDAY, calendar))
                .isEqualTo(new ClockReading(4, 1, Optional.of(official(2026, 11, 30))));
    }

    @Test
    void isFinishedWithoutAFurtherDayWhileItStandsStill() {
        Finished withdrawn =
                LegalClock.start(5, MONDAY)
                        .stop(MONDAY.plusDays(2), StopReason.CORRECTION_REQUESTED)
                        .finish(LocalDate.of(2026, 12, 11));

        assertThat(withdrawn.at(LocalDate.of(2026, 12, 31), calendar).used()).isEqualTo(2);
    }

    @Test
    void runsLongerWhenItIsExtended() {
        Running review = LegalClock.start(20, MONDAY);

        assertThat(review.due(calendar)).contains(official(2026, 12, 21));
        assertThat(review.extendedBy(5).due(calendar)).contains(official(2026, 12, 28));
        assertThat(review.stop(FRIDAY, StopReason.AUCTION).extendedBy(10).limit()).isEqualTo(30);
        assertThatIllegalArgumentException().isThrownBy(() -> review.extendedBy(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-11-23, 2026-11-24",
        "2026-11-28, 2026-11-30, 2026-12-01",
        "2026-10-01, 2026-10-08, 2026-10-09"
    })
    void dueAtOnceMeansTheDayReceivedOrTheNextWorkingDay(
            LocalDate received, LocalDate due, LocalDate overdue) {
        Running instant = LegalClock.start(0, received);

        assertThat(instant.due(calendar)).contains(new Deadline(due, YearStatus.OFFICIAL));
        assertThat(instant.at(due, calendar).colour()).isEqualTo(ClockColour.YELLOW);
        assertThat(instant.at(overdue, calendar).colour()).isEqualTo(ClockColour.RED);
    }

    @Test
    void marksADueDateThatReachesAProvisionalYear() {
        Running joint = LegalClock.start(45, MONDAY);

        assertThat(joint.due(calendar))
                .contains(new Deadline(LocalDate.of(2027, 1, 26), YearStatus.PROVISIONAL));
        assertThat(joint.due(calendar.withYear(officialNotice())))
                .as("counted anew on the official notice")
                .contains(new Deadline(LocalDate.of(2027, 1, 27), YearStatus.OFFICIAL));
    }

    @Test
    void staysProvisionalWhenOnlyAnEarlierStretchLiesInAProvisionalYear() {
        WorkingCalendar known =
                calendar.withYear(
                        new CalendarYear(
                                2028, YearStatus.OFFICIAL, "an example", Set.of(), Set.of()));

        assertThat(
                        LegalClock.start(20, LocalDate.of(2027, 12, 20))
                                .stop(LocalDate.of(2027, 12, 24), StopReason.HEARING)
                                .resume(LocalDate.of(2028, 1, 10))
                                .due(known)
                                .map(Deadline::status))
                .contains(YearStatus.PROVISIONAL);
    }

    @Test
    void refusesToGuessAYearItDoesNotKnow() {
        Running clock = LegalClock.start(20, LocalDate.of(2027, 12, 20));

        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> clock.due(calendar))
                .satisfies(fault -> assertThat(fault.year()).isEqualTo(2028));
    }

    @Test
    void comesBackAsItWasKept() {
        Running running = LegalClock.start(5, MONDAY);
        Stopped stopped = running.stop(FRIDAY, StopReason.TENDER);

        assertThat(LegalClock.of(5, running.segments())).isEqualTo(running);
        assertThat(LegalClock.of(5, stopped.segments())).isEqualTo(stopped);
        assertThat(LegalClock.of(5, stopped.resume(SATURDAY).segments()))
                .isEqualTo(stopped.resume(SATURDAY));
        assertThat(LegalClock.of(5, running.finish(FRIDAY).segments()))
                .isEqualTo(running.finish(FRIDAY));
    }

    @Test
    void refusesTimesThatRunBackwards() {
        Running running = LegalClock.start(5, FRIDAY);
        Stopped stopped = running.stop(FRIDAY, StopReason.HEARING);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> running.stop(MONDAY, StopReason.HEARING));
        assertThatIllegalArgumentException().isThrownBy(() -> running.finish(MONDAY));
        assertThatIllegalArgumentException().isThrownBy(() -> stopped.resume(MONDAY));
        assertThatIllegalArgumentException()
                .as("a finish is no stop")
                .isThrownBy(() -> running.stop(FRIDAY, StopReason.FINISHED));
    }

    @Test
    void refusesAHistoryThatNoClockCanHave() {
        Segment open = Segment.open(MONDAY);
        Segment over = open.stopped(FRIDAY, StopReason.FINISHED);
        Segment held = open.stopped(FRIDAY, StopReason.HEARING);

        assertThatIllegalArgumentException().isThrownBy(() -> LegalClock.of(5, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> LegalClock.of(-1, List.of(open)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LegalClock.of(5, List.of(open, Segment.open(SATURDAY))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LegalClock.of(5, List.of(over, Segment.open(SATURDAY))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LegalClock.of(5, List.of(held, Segment.open(MONDAY))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Running(5, List.of(held)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stopped(5, List.of(open)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Finished(5, List.of(held)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Segment(FRIDAY, Optional.of(new Stop(MONDAY, StopReason.HEARING))));
    }

    @Test
    void knowsTheEightSpecialProceduresAndNoSiteVisit() {
        assertThat(Arrays.stream(StopReason.values()).filter(StopReason::isSpecialProcedure))
                .hasSize(8)
                .doesNotContain(StopReason.CORRECTION_REQUESTED, StopReason.FINISHED);
        assertThat(StopReason.values()).extracting(Enum::name).doesNotContain("SITE_VISIT");
    }

    private static Deadline official(int year, int month, int day) {
        return new Deadline(LocalDate.of(year, month, day), YearStatus.OFFICIAL);
    }

    /** 2027-01-04 off besides new year's day. */
    private static CalendarYear officialNotice() {
        return new CalendarYear(
                2027,
                YearStatus.OFFICIAL,
                "an example notice",
                Set.of(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 4)),
                Set.of());
    }
}
