package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.queue.Ticket.Priority;
import city.zhanqiao.appointments.queue.Ticket.State;
import city.zhanqiao.appointments.queue.Ticket.Step;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a clerk does with the queue: check in, give tickets, call, serve, finish. */
@RestController
class QueueController {

    private final HallQueue queue;
    private final LiveTicks ticks;
    private final Halls halls;
    private final Idempotency idempotency;

    QueueController(HallQueue queue, LiveTicks ticks, Halls halls, Idempotency idempotency) {
        this.queue = queue;
        this.ticks = ticks;
        this.halls = halls;
        this.idempotency = idempotency;
    }

    @PostMapping("/admin/v1/bookings/{id}/check-in")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Check a booking in by its one-time code, or by the document shown")
    Mono<ResponseEntity<TicketView>> checkIn(
            @PathVariable BookingId id,
            @Valid @RequestBody CheckInRequest request,
            IdempotencyKey key,
            Caller.Staff clerk) {
        if (request.code().isEmpty() && !request.documentChecked()) {
            throw new ProblemException(AppointmentsProblem.CHECK_IN_CODE_WRONG);
        }
        return act(
                new Act(clerk, key, "check in booking " + id, request),
                queue.checkIn(clerk, id, request.code(), priority(request.priority())));
    }

    @PostMapping("/admin/v1/tickets")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Give a ticket to somebody without a booking")
    Mono<ResponseEntity<TicketView>> walkIn(
            @Valid @RequestBody WalkInRequest request, IdempotencyKey key, Caller.Staff clerk) {
        Hall hall = hall(request.hall(), clerk);
        Hall.Offer offer =
                hall.offer(request.service())
                        .orElseThrow(() ->
                                new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED));
        return act(
                new Act(clerk, key, "give a ticket", request),
                queue.walkIn(clerk, offer, request.residentId(), priority(request.priority())));
    }

    @PostMapping("/admin/v1/halls/{id}/queue/next")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Call who is next to a desk")
    Mono<ResponseEntity<TicketView>> next(
            @PathVariable String id,
            @Valid @RequestBody NextRequest request,
            IdempotencyKey key,
            Caller.Staff clerk) {
        return act(
                new Act(clerk, key, "call next in hall " + id, request),
                queue.next(clerk, hall(id, clerk), request.deskKind(), request.counter()));
    }

    @PostMapping("/admin/v1/tickets/{id}/{step:recall|park|return|serve|finish|miss}")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Recall, park, return, serve, finish, or note as missed")
    Mono<ResponseEntity<TicketView>> step(
            @PathVariable UUID id,
            @PathVariable String step,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff clerk) {
        Step taken = Step.valueOf(step.toUpperCase(Locale.ROOT));
        return act(
                new Act(clerk, key, step + " ticket " + id, ""),
                queue.step(clerk, id, seen, taken));
    }

    @PostMapping("/admin/v1/tickets/{id}/redirect")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Send somebody to another service's line; number and turn stay")
    Mono<ResponseEntity<TicketView>> redirect(
            @PathVariable UUID id,
            @Valid @RequestBody RedirectRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff clerk) {
        return act(
                new Act(clerk, key, "redirect ticket " + id, request),
                queue.redirect(clerk, id, seen, request.service()));
    }

    private Mono<ResponseEntity<TicketView>> act(
            Act act, Mono<Outcome<Ticket, QueueRefusal>> work) {
        return idempotency
                .<TicketView, QueueRefusal>once(
                        act, TicketView.class, work.map(outcome -> outcome.map(TicketView::of)))
                .onErrorMap(DataIntegrityViolationException.class, QueueController::twoAtOneDesk)
                .map(outcome -> outcome.orElseThrow(QueueRefusal::toProblem))
                .doOnNext(view -> ticks.moved(view.id()))
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    /** Two calls for one desk at the same moment: the index lets one of them through. */
    private static Throwable twoAtOneDesk(DataIntegrityViolationException fault) {
        return String.valueOf(fault.getMessage()).contains("ticket_one_at_a_desk")
                ? new ProblemException(AppointmentsProblem.DESK_BUSY)
                : fault;
    }

    private Hall hall(String id, Caller.Staff clerk) {
        return halls.find(id)
                .filter(found -> found.employs(clerk))
                .orElseThrow(() -> new ProblemException(AppointmentsProblem.HALL_NOT_FOUND));
    }

    private static Priority priority(Optional<Priority> asked) {
        return asked.orElse(Priority.NONE);
    }

    /**
     * What the clerk saw.
     *
     * @param code from the QR code
     * @param documentChecked the person showed a document instead
     */
    record CheckInRequest(
            Optional<@Size(max = 100) String> code,
            boolean documentChecked,
            Optional<Priority> priority) {}

    /** Who wants what; the resident's id where it is known. */
    record WalkInRequest(
            @NotBlank @Size(max = 60) String hall,
            @NotBlank @Size(max = 60) String service,
            Optional<Priority> priority,
            Optional<ResidentId> residentId) {}

    /**
     * Which desk is free.
     *
     * @param counter its number or name in the hall
     */
    record NextRequest(
            @NotBlank @Size(max = 60) String deskKind,
            @NotBlank @Pattern(regexp = "[A-Za-z0-9-]{1,12}") String counter) {}

    /** Where to. */
    record RedirectRequest(@NotBlank @Size(max = 60) String service) {}

    /**
     * A ticket as staff see it.
     *
     * @param bookingId of a booking that checked in
     */
    record TicketView(
            UUID id,
            long version,
            String label,
            State state,
            String service,
            Priority priority,
            Optional<BookingId> bookingId,
            Optional<String> counter,
            int calls) {
        static TicketView of(Ticket ticket) {
            return new TicketView(
                    ticket.id(),
                    ticket.version().number(),
                    ticket.label(),
                    ticket.state(),
                    ticket.service(),
                    ticket.priority(),
                    ticket.booking(),
                    ticket.counter(),
                    ticket.calls());
        }
    }
}
