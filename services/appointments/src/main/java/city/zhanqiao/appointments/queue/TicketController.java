package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.queue.Positions.Position;
import city.zhanqiao.appointments.queue.Ticket.Priority;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A resident's own place in the queue. */
@RestController
class TicketController {

    private static final String PATH = "/api/v1/tickets";

    private final HallQueue queue;
    private final Tickets tickets;
    private final Positions positions;
    private final LiveTicks ticks;
    private final Halls halls;
    private final Idempotency idempotency;

    TicketController(
            HallQueue queue,
            Tickets tickets,
            Positions positions,
            LiveTicks ticks,
            Halls halls,
            Idempotency idempotency) {
        this.queue = queue;
        this.tickets = tickets;
        this.positions = positions;
        this.ticks = ticks;
        this.halls = halls;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Take a ticket without a booking, while the hall is open")
    Mono<ResponseEntity<Position>> take(
            @Valid @RequestBody TicketRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        Hall.Offer offer =
                halls.offer(request.hall(), request.service())
                        .orElseThrow(() ->
                                new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED));
        return idempotency
                .<Position, QueueRefusal>once(
                        new Act(resident, key, "take a ticket", request),
                        Position.class,
                        queue.walkIn(resident, offer, Optional.of(resident.id()), Priority.NONE)
                                .map(outcome -> outcome.map(Positions::outOfLine)))
                .map(outcome -> outcome.orElseThrow(QueueRefusal::toProblem))
                .doOnNext(position -> ticks.moved(position.id()))
                .map(position ->
                        Answers.created(
                                URI.create(PATH + "/" + position.id()),
                                new Version(position.version()),
                                position));
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My tickets of today")
    Mono<TicketPage> mine(Caller.Resident resident) {
        return queue.today()
                .flatMap(day -> tickets.ofResident(resident.id(), day).collectList())
                .flatMapIterable(found -> found)
                .concatMap(positions::of)
                .collectList()
                .map(TicketPage::new);
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Where I stand: people ahead and the expected minutes as a range")
    Mono<Position> one(@PathVariable UUID id, Caller.Resident resident) {
        return tickets.find(id)
                .filter(ticket -> ticket.resident().filter(resident.id()::equals).isPresent())
                .switchIfEmpty(
                        Mono.error(
                                () -> new ProblemException(AppointmentsProblem.TICKET_NOT_FOUND)))
                .flatMap(positions::of);
    }

    /** Where to. */
    record TicketRequest(
            @NotBlank @Size(max = 60) String hall, @NotBlank @Size(max = 60) String service) {}

    /** Tickets. */
    record TicketPage(List<Position> items) {}
}
