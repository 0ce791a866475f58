package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.CaseClocks.Name.*;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.clock.ClockReading;
import city.zhanqiao.city.clock.LegalClock;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the clocks of a case. Computed anew at every look, so a year's official notice moves every
 * date that was provisional.
 */
final class CaseClock {

    private final Supplier<WorkingCalendar> calendar;
    private final InstantSource clock;

    CaseClock(Supplier<WorkingCalendar> calendar, InstantSource clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    LocalDate today() {
        return CityTime.today(clock);
    }

    WorkingCalendar calendar() {
        return calendar.get();
    }

    /**
     * What is due next; nothing for a draft, a case that ended, or while the clocks stand still.
     */
    Optional<Due> due(Application it) {
        return switch (it.state()) {
            case SUBMITTED -> read(it, Due.Of.ACCEPTANCE, intake(it));
            case CORRECTION_REQUESTED -> read(it, Due.Of.CORRECTION, CORRECTION);
            case ACCEPTED, UNDER_REVIEW, SUSPENDED -> read(it, Due.Of.DECISION, PROMISE);
            case APPROVED, REFUSED, ISSUED -> read(it, Due.Of.DELIVERY, DELIVERY);
            case DRAFT,
                    NOT_ACCEPTED,
                    LAPSED,
                    WAITING,
                    DELIVERED,
                    WITHDRAWN,
                    BLOCKED,
                    COMPLETED,
                    PARTIALLY_DONE ->
                    Optional.empty();
        };
    }

    /** The day after which the clock itself acts. */
    Optional<LocalDate> timer(Application it) {
        return switch (it.state()) {
            case SUBMITTED, CORRECTION_REQUESTED -> due(it).map(Due::on);
            case SUSPENDED -> it.file().suspension().map(CaseFile.Suspension::until);
            default -> Optional.empty();
        };
    }

    /** Every clock of a case, as staff and resident see it. */
    List<Shown> show(Application it) {
        return it.clocks().all().entrySet().stream()
                .map(one -> show(one.getKey(), one.getValue()))
                .toList();
    }

    private Shown show(CaseClocks.Name name, LegalClock shown) {
        ClockReading reading = shown.at(today(), calendar());
        return new Shown(
                name,
                shown.limit(),
                reading.used(),
                reading.remaining(),
                reading.colour(),
                shown instanceof LegalClock.Running,
                reading.due().map(Deadline::date),
                reading.due().map(Deadline::status));
    }

    static CaseClocks.Name intake(Application it) {
        return it.clocks().find(INTAKE_AFTER_CORRECTION).isPresent()
                ? INTAKE_AFTER_CORRECTION
                : INTAKE;
    }

    /** Whether the last day of a clock is over. */
    boolean isOver(Application it, CaseClocks.Name name) {
        return it.clocks().isOver(name, today(), calendar());
    }

    private Optional<Due> read(Application it, Due.Of of, CaseClocks.Name name) {
        return it.clocks().find(name).flatMap(found -> read(of, found));
    }

    private Optional<Due> read(Due.Of of, LegalClock found) {
        ClockColour colour = found.at(today(), calendar()).colour();
        return found.due(calendar()).map(date -> new Due(of, date.date(), date.status(), colour));
    }

    /** The dates between which the due date of a colour lies; both ends included, or open. */
    Range rangeOf(ClockColour colour) {
        LocalDate lastWorked = calendar().workingDayOnOrBefore(today()).date();
        LocalDate next = calendar().addWorkingDays(today(), 1).date();
        return switch (colour) {
            case RED -> new Range(Optional.empty(), Optional.of(lastWorked.minusDays(1)));
            case YELLOW -> new Range(Optional.of(lastWorked), Optional.of(next));
            case GREEN -> new Range(Optional.of(next.plusDays(1)), Optional.empty());
        };
    }

    record Range(Optional<LocalDate> from, Optional<LocalDate> to) {}

    /**
     * When something is due.
     *
     * @param of what is due
     * @param calendar PROVISIONAL while the year's holidays are not yet announced
     * @param colour YELLOW with one working day left, RED when overdue
     */
    record Due(Of of, LocalDate on, YearStatus calendar, ClockColour colour) {
        /** What a clock waits for. */
        enum Of {
            ACCEPTANCE,
            CORRECTION,
            DECISION,
            DELIVERY
        }
    }

    /**
     * A clock as it is shown.
     *
     * @param remaining working days; negative exactly if overdue
     * @param due absent while it stands still
     */
    record Shown(
            CaseClocks.Name clock,
            int limit,
            int used,
            int remaining,
            ClockColour colour,
            boolean running,
            Optional<LocalDate> due,
            Optional<YearStatus> calendar) {}
}
