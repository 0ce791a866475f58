package city.zhanqiao.appointments.closure;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.closure.Closures.Closed;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;

/** Staff close a hall. */
@RestController
class ClosureController {

    private static final int MOST_DAYS = 31;

    private final Closures closures;
    private final Halls halls;
    private final Idempotency idempotency;
    private final InstantSource clock;

    ClosureController(
            Closures closures, Halls halls, Idempotency idempotency, InstantSource clock) {
        this.closures = closures;
        this.halls = halls;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @PostMapping("/admin/v1/halls/{id}/closures")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Close a hall for days; everybody booked there is offered another place")
    Mono<ResponseEntity<Closed>> close(
            @PathVariable String id,
            @Valid @RequestBody ClosureRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        Hall hall =
                halls.find(id)
                        .filter(found -> found.employs(staff))
                        .orElseThrow(
                                () -> new ProblemException(AppointmentsProblem.HALL_NOT_FOUND));
        boolean wrong =
                request.from().isBefore(CityTime.today(clock))
                        || request.until().isBefore(request.from())
                        || request.until().isAfter(request.from().plusDays(MOST_DAYS - 1));
        if (wrong) {
            throw new ProblemException(AppointmentsProblem.DAYS_OUT_OF_RANGE, MOST_DAYS);
        }
        return idempotency
                .<Closed, AppointmentsProblem>once(
                        new Act(staff, key, "close hall " + id, request),
                        Closed.class,
                        closures.close(
                                        staff,
                                        hall,
                                        request.from(),
                                        request.until(),
                                        request.reason())
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(ProblemException::new))
                .map(closed ->
                        ResponseEntity.created(
                                        URI.create(
                                                "/admin/v1/halls/"
                                                        + id
                                                        + "/closures/"
                                                        + closed.id()))
                                .body(closed));
    }

    /**
     * When and why.
     *
     * @param from today or later
     * @param until included
     * @param reason for staff; without personal data
     */
    record ClosureRequest(
            @NotNull LocalDate from,
            @NotNull LocalDate until,
            @NotBlank @Size(max = 200) String reason) {}
}
