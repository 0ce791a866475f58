package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.Accepted;
import city.zhanqiao.applications.casework.Application.Approved;
import city.zhanqiao.applications.casework.Application.Draft;
import city.zhanqiao.applications.casework.Application.Issued;
import city.zhanqiao.applications.casework.Application.Refused;
import city.zhanqiao.applications.casework.Application.Submitted;
import city.zhanqiao.applications.casework.Application.UnderReview;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.clock.LegalClock;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads the clocks of a case: C1, intake, from receipt to acceptance; C2, the city's promise, from
 * acceptance to decision. Computed anew at every look, so a year's official notice moves every date
 * that was provisional.
 */
final class CaseClock {

    /** C1 in working days (行政许可法 §32(4)). */
    private static final int INTAKE = 5;

    private final WorkingCalendar calendar;
    private final InstantSource clock;

    CaseClock(WorkingCalendar calendar, InstantSource clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** The clock that runs, or the last one that ran; nothing for a draft. */
    Optional<Due> due(Application application, ItemDefinition item) {
        return switch (application) {
            case Draft draft -> Optional.empty();
            case Submitted it ->
                    read(Due.Of.ACCEPTANCE, INTAKE, it.receipt().at(), Optional.empty());
            case Accepted it -> promise(item, it.acceptedAt(), Optional.empty());
            case UnderReview it -> promise(item, it.acceptedAt(), Optional.empty());
            case Approved it -> promise(item, it.acceptedAt(), Optional.of(it.decidedAt()));
            case Refused it -> promise(item, it.acceptedAt(), Optional.of(it.decidedAt()));
            case Issued it -> promise(item, it.acceptedAt(), Optional.of(it.decidedAt()));
        };
    }

    private Optional<Due> promise(ItemDefinition item, Instant from, Optional<Instant> until) {
        return read(Due.Of.DECISION, item.promisedDays(), from, until);
    }

    private Optional<Due> read(Due.Of of, int limit, Instant from, Optional<Instant> until) {
        LegalClock.Running running = LegalClock.start(limit, CityTime.dateOf(from));
        Optional<Deadline> deadline = running.due(calendar);
        LegalClock shown =
                until.<LegalClock>map(end -> running.finish(CityTime.dateOf(end))).orElse(running);
        ClockColour colour = shown.at(CityTime.today(clock), calendar).colour();
        return deadline.map(date -> new Due(of, date.date(), date.status(), colour));
    }

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
            DECISION
        }
    }
}
