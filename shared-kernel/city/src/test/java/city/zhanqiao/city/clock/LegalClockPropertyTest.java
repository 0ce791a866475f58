package city.zhanqiao.city.clock;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.clock.LegalClock.Running;
import city.zhanqiao.city.clock.LegalClock.Stopped;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

class LegalClockPropertyTest {

    private static final LocalDate FIRST = LocalDate.of(2022, 1, 1);
    private static final int START_DAYS = 1_700;

    private static final List<StopReason> REASONS =
            List.of(StopReason.HEARING, StopReason.TESTING, StopReason.CORRECTION_REQUESTED);

    private final WorkingCalendar calendar = WorkingCalendar.published();

    @Test
    void countsAsWalkingDayByDayDoes() {
        Property.holds(
                2_000,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate day = lastStart(clock).plusDays(random.nextInt(60));
                    assertThat(clock.at(day, calendar).used())
                            .as("%s at %s", clock, day)
                            .isEqualTo(walk(clock, day));
                });
    }

    @Test
    void isDueOnTheLastWorkingDayBeforeItIsOverdue() {
        Property.holds(
                1_000,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate day = clock.segments().getFirst().start();
                    while (walk(clock, day) <= clock.limit()) {
                        day = day.plusDays(1);
                    }
                    assertThat(due(clock))
                            .as("%s", clock)
                            .isEqualTo(calendar.workingDayOnOrBefore(day.minusDays(1)).date());
                });
    }

    @Test
    void movesTheDueDateByTheWorkingDaysStopped() {
        Property.holds(
                2_000,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate stop = lastStart(clock).plusDays(random.nextInt(10));
                    LocalDate resume = stop.plusDays(random.nextInt(40));
                    if (stop.isAfter(due(clock))) {
                        return;
                    }
                    Running again = clock.stop(stop, anyReason(random)).resume(resume);
                    int stopped = calendar.workingDaysBetween(stop, resume);
                    assertThat(due(again))
                            .as("%s", again)
                            .isEqualTo(calendar.addWorkingDays(due(clock), stopped).date());
                });
    }

    @Test
    void isRedExactlyWhenAWorkingDayHasPassedTheDueDate() {
        Property.holds(
                2_000,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate day = lastStart(clock).plusDays(random.nextInt(60));
                    ClockReading reading = clock.at(day, calendar);
                    boolean late =
                            day.isAfter(due(clock))
                                    && calendar.workingDaysBetween(due(clock), day) > 0;
                    assertThat(reading.colour() == ClockColour.RED)
                            .as("%s at %s", clock, day)
                            .isEqualTo(late)
                            .isEqualTo(reading.remaining() < 0)
                            .isEqualTo(reading.overdue() > 0);
                    assertThat(reading.used() + reading.remaining()).isEqualTo(clock.limit());
                });
    }

    @Test
    void neverGrowsLessUrgent() {
        Property.holds(
                500,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate day = clock.segments().getFirst().start();
                    ClockReading before = clock.at(day, calendar);
                    for (int i = 1; i < 90; i++) {
                        ClockReading now = clock.at(day.plusDays(i), calendar);
                        assertThat(now.colour()).isGreaterThanOrEqualTo(before.colour());
                        assertThat(now.used() - before.used()).isBetween(0, 1);
                        before = now;
                    }
                });
    }

    @Test
    void showsTheSameForEverWhileItStandsStillOrIsFinished() {
        Property.holds(
                1_000,
                random -> {
                    Running clock = anyRunning(random);
                    LocalDate end = lastStart(clock).plusDays(random.nextInt(40));
                    LocalDate later = end.plusDays(random.nextInt(100));
                    Stopped stopped = clock.stop(end, anyReason(random));
                    assertThat(stopped.at(later, calendar)).isEqualTo(stopped.at(end, calendar));
                    assertThat(clock.finish(end).at(later, calendar))
                            .isEqualTo(clock.at(end, calendar));
                    assertThat(stopped.finish(later).at(later, calendar).used())
                            .isEqualTo(clock.at(end, calendar).used());
                });
    }

    @Test
    void movesTheDueDateByTheDaysOfAnExtension() {
        Property.holds(
                1_000,
                random -> {
                    Running clock = anyRunning(random);
                    int more = random.nextInt(16);
                    if (clock.at(lastStart(clock), calendar).remaining() < 0) {
                        return;
                    }
                    assertThat(due(clock.extendedBy(more)))
                            .isEqualTo(calendar.addWorkingDays(due(clock), more).date());
                });
    }

    @Test
    void comesBackAsItWasKept() {
        Property.holds(
                1_000,
                random -> {
                    Running clock = anyRunning(random);
                    assertThat(LegalClock.of(clock.limit(), clock.segments())).isEqualTo(clock);
                });
    }

    /** A clock with a limit above zero that was stopped and resumed up to three times. */
    private static Running anyRunning(Random random) {
        LocalDate day = FIRST.plusDays(random.nextInt(START_DAYS));
        Running clock = LegalClock.start(1 + random.nextInt(30), day);
        for (int stops = random.nextInt(4); stops > 0; stops--) {
            LocalDate stop = lastStart(clock).plusDays(random.nextInt(12));
            LocalDate resume = stop.plusDays(random.nextInt(25));
            clock = clock.stop(stop, anyReason(random)).resume(resume);
        }
        return clock;
    }

    private static StopReason anyReason(Random random) {
        return REASONS.get(random.nextInt(REASONS.size()));
    }

    private static LocalDate lastStart(LegalClock clock) {
        return clock.segments().getLast().start();
    }

    private LocalDate due(Running clock) {
        return clock.due(calendar).map(Deadline::date).orElseThrow();
    }

    /** A working day is used if the clock ran when the day began. */
    private int walk(LegalClock clock, LocalDate until) {
        int used = 0;
        LocalDate day = clock.segments().getFirst().start();
        while (day.isBefore(until)) {
            day = day.plusDays(1);
            used += calendar.isWorkingDay(day) && ranInTheMorningOf(day, clock) ? 1 : 0;
        }
        return used;
    }

    private static boolean ranInTheMorningOf(LocalDate day, LegalClock clock) {
        return clock.segments().stream()
                .anyMatch(part ->
                        part.start().isBefore(day)
                                && part.stop().map(stop -> !stop.on().isBefore(day)).orElse(true));
    }
}
