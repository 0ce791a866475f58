package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.waitlist.WaitingList.Entry;
import city.zhanqiao.appointments.waitlist.WaitingList.State;
import city.zhanqiao.appointments.waitlist.WaitingList.Wanted;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.pilot.ScenarioClosed;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A resident waits for a place. */
@RestController
class WaitlistController {

    private static final String PATH = "/api/v1/waitlist";

    private final Waitlist waitlist;
    private final WaitingList list;
    private final Halls halls;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final InstantSource clock;

    WaitlistController(
            Waitlist waitlist,
            WaitingList list,
            Halls halls,
            Idempotency idempotency,
            Transactions transactions,
            InstantSource clock) {
        this.waitlist = waitlist;
        this.list = list;
        this.halls = halls;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.clock = clock;
    }

    @PostMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Wait for a place; an offer is a hold that only has to be confirmed")
    Mono<ResponseEntity<WaitingView>> join(
            @Valid @RequestBody JoinRequest request, IdempotencyKey key, Caller.Resident resident) {
        Hall.Offer offer = offer(request);
        Wanted wanted = days(request);
        return idempotency
                .once(
                        new Act(resident, key, "join the waiting list", request),
                        WaitingView.class,
                        waitlist.join(resident, resident.id(), offer, wanted)
                                .flatMap(Outcomes.then(entry -> view(entry).map(Outcome::done))))
                .map(outcome -> outcome.orElseThrow(WaitlistController::toProblem))
                .map(view ->
                        Answers.created(
                                URI.create(PATH + "/" + view.id()),
                                new Version(view.version()),
                                view));
    }

    private static ProblemException toProblem(NotListed refusal) {
        return switch (refusal) {
            case NotListed.Already no ->
                    new ProblemException(AppointmentsProblem.WAITING_ALREADY, Waitlist.MOST);
            case NotListed.BookingsShut(Doors.Shut(var why, var openIn, var from)) ->
                    ScenarioClosed.as(AppointmentsProblem.SCENARIO_CLOSED, why, openIn, from);
        };
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "What I wait for")
    Mono<WaitingPage> mine(Caller.Resident resident) {
        return list.listOf(resident.id())
                .collectList()
                .flatMapIterable(entries -> entries)
                .concatMap(this::view)
                .collectList()
                .map(WaitingPage::new);
    }

    @DeleteMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Wait no longer; an offer that was made is given back as a booking")
    Mono<ResponseEntity<Void>> leave(
            @PathVariable UUID id, IfMatch seen, Caller.Resident resident) {
        return list.find(id)
                .filter(entry -> entry.resident().equals(resident.id()))
                .switchIfEmpty(
                        Mono.error(
                                () -> new ProblemException(AppointmentsProblem.WAITING_NOT_FOUND)))
                .flatMap(entry -> leave(resident, entry, seen));
    }

    private Mono<ResponseEntity<Void>> leave(Caller.Resident resident, Entry entry, IfMatch seen) {
        if (!seen.admits(entry.version())) {
            return Mono.error(new ProblemException(CommonProblem.STALE_VERSION));
        }
        return transactions
                .run(waitlist.leave(resident, entry))
                .filter(left -> left)
                .switchIfEmpty(
                        Mono.error(() ->
                                new ProblemException(
                                        AppointmentsProblem.STATE_DOES_NOT_ALLOW,
                                        entry.state().name())))
                .map(left -> Answers.noContent(new Version(entry.version().number() + 1)));
    }

    private Mono<WaitingView> view(Entry entry) {
        return entry.state() == State.WAITING
                ? list.ahead(entry.id()).map(ahead -> toView(entry, Optional.of(ahead)))
                : Mono.just(toView(entry, Optional.empty()));
    }

    private static WaitingView toView(Entry entry, Optional<Long> ahead) {
        return new WaitingView(
                entry.id(),
                entry.version().number(),
                entry.state(),
                entry.hall(),
                entry.service(),
                entry.wanted().from(),
                entry.wanted().until(),
                ahead,
                entry.booking());
    }

    private Hall.Offer offer(JoinRequest request) {
        if (halls.find(request.hall()).isEmpty()) {
            throw new ProblemException(AppointmentsProblem.HALL_UNKNOWN);
        }
        return halls.offer(request.hall(), request.service())
                .orElseThrow(() -> new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED));
    }

    private Wanted days(JoinRequest request) {
        LocalDate today = CityTime.today(clock);
        boolean wrong =
                request.from().isBefore(today)
                        || request.until().isBefore(request.from())
                        || request.until().isAfter(today.plusDays(Waitlist.MOST_DAYS));
        if (wrong) {
            throw new ProblemException(AppointmentsProblem.DAYS_OUT_OF_RANGE, Waitlist.MOST_DAYS);
        }
        return new Wanted(request.from(), request.until());
    }

    /**
     * What somebody waits for.
     *
     * @param from first day on which they could come, today or later
     * @param until last day, at most 60 days ahead
     */
    record JoinRequest(
            @NotBlank @Size(max = 60) String hall,
            @NotBlank @Size(max = 60) String service,
            @NotNull LocalDate from,
            @NotNull LocalDate until) {}

    /** What a resident waits for. */
    record WaitingPage(List<WaitingView> items) {}

    /**
     * An entry of the waiting list.
     *
     * @param ahead how many wait before this entry
     * @param booking the hold that is offered
     */
    record WaitingView(
            UUID id,
            long version,
            State state,
            String hall,
            String service,
            LocalDate from,
            LocalDate until,
            Optional<Long> ahead,
            Optional<UUID> booking) {}
}
