package city.zhanqiao.notices.notice;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The publishers' calendar. */
@RestController
class CalendarController {

    /** A quarter with its longest months. */
    private static final long MOST_DAYS = 92;

    private final StaffCalendar calendar;

    CalendarController(StaffCalendar calendar) {
        this.calendar = calendar;
    }

    @GetMapping("/admin/v1/notices/calendar")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(
            summary = "What goes public, begins and ends between two days, both included; 92 days")
    Mono<CalendarPage> calendar(
            @RequestParam LocalDate from,
            @RequestParam LocalDate until,
            Paging paging,
            Caller.Staff staff) {
        long days = ChronoUnit.DAYS.between(from, until) + 1;
        if (days < 1 || days > MOST_DAYS) {
            throw new ProblemException(CommonProblem.INVALID_PARAMETER)
                    .withFaults(List.of(new FieldFault("/until", "range", "结束日期须在开始日期之后的92天以内")));
        }
        return calendar.list(
                        CityTime.startOf(from),
                        CityTime.endOf(until),
                        staff.district(),
                        paging.cursor(),
                        paging.limit())
                .collectList()
                .map(found ->
                        new CalendarPage(
                                found,
                                found.size() < paging.limit()
                                        ? Optional.empty()
                                        : Optional.of(found.getLast().place())));
    }

    /**
     * A page of the calendar.
     *
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record CalendarPage(List<StaffCalendar.Entry> items, Optional<Cursor> next) {}
}
