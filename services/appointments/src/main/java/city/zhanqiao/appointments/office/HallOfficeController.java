package city.zhanqiao.appointments.office;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.office.HallDay.Figures;
import city.zhanqiao.appointments.office.HallDay.Line;
import city.zhanqiao.appointments.office.HallDay.Load;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.audit.AuditLog.Caused;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.web.request.RequestInfo;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The day, the calendar and the figures of a hall, for its staff. */
@RestController
class HallOfficeController {

    private static final int MOST_DAYS = 92;

    private final HallDay days;
    private final Halls halls;
    private final AuditLog audit;
    private final Transactions transactions;
    private final InstantSource clock;

    HallOfficeController(
            HallDay days,
            Halls halls,
            AuditLog audit,
            Transactions transactions,
            InstantSource clock) {
        this.days = days;
        this.halls = halls;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping("/admin/v1/halls/{id}/day")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "The bookings of a day; the reading is recorded for each of them")
    Mono<DayBoard> day(
            @PathVariable String id,
            @RequestParam Optional<LocalDate> date,
            Caller.Staff staff,
            RequestInfo info) {
        Hall hall = hall(id, staff);
        LocalDate day = date.orElseGet(() -> CityTime.today(clock));
        return transactions.run(
                days.board(hall, day)
                        .collectList()
                        .flatMap(lines ->
                                audit.addAll(toTrail(staff, lines, info))
                                        .thenReturn(new DayBoard(hall.id(), day, lines))));
    }

    @GetMapping("/admin/v1/halls/{id}/calendar")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Capacity and what is taken of it, day by day")
    Mono<Calendar> calendar(
            @PathVariable String id,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            Caller.Staff staff) {
        requireRange(from, to);
        return days.calendar(hall(id, staff), from, to)
                .collectList()
                .map(items -> new Calendar(id, items));
    }

    @GetMapping("/admin/v1/halls/{id}/statistics")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Waiting, service times and no-shows by kind of desk")
    Mono<Statistics> statistics(
            @PathVariable String id,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            Caller.Staff staff) {
        requireRange(from, to);
        return days.statistics(hall(id, staff), from, to)
                .collectList()
                .map(items -> new Statistics(id, from, to, items));
    }

    private Hall hall(String id, Caller.Staff staff) {
        return halls.find(id)
                .filter(found -> found.employs(staff))
                .orElseThrow(() -> new ProblemException(AppointmentsProblem.HALL_NOT_FOUND));
    }

    private static void requireRange(LocalDate from, LocalDate to) {
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS - 1))) {
            throw new ProblemException(AppointmentsProblem.DAYS_OUT_OF_RANGE, MOST_DAYS);
        }
    }

    private static List<Caused> toTrail(Caller.Staff staff, List<Line> lines, RequestInfo info) {
        return lines.stream()
                .map(line ->
                        AuditEntry.read(
                                staff,
                                "booking.read",
                                line.bookingId().toString(),
                                new ResidentId(line.residentId()),
                                "day board"))
                .map(entry -> new Caused(entry, info.id()))
                .toList();
    }

    /** A day. */
    record DayBoard(String hall, LocalDate date, List<Line> items) {}

    /** Days. */
    record Calendar(String hall, List<Load> items) {}

    /** Figures. */
    record Statistics(String hall, LocalDate from, LocalDate to, List<Figures> items) {}
}
