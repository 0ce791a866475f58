package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.BookingViews.BookingPage;
import city.zhanqiao.appointments.booking.BookingViews.BookingView;
import city.zhanqiao.appointments.booking.Confirming.Yes;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.booking.Holding.Wish;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.room.WaitingRoom;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.request.RequestInfo;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A resident's own bookings, and those for people who gave authority. */
@RestController
class BookingController {

    private static final String PATH = "/api/v1/bookings";

    private final Halls halls;
    private final WaitingRoom room;
    private final Rush rush;
    private final Changing changing;
    private final BookingAccess access;
    private final BookingViews views;
    private final Idempotency idempotency;
    private final Transactions transactions;

    BookingController(
            Halls halls,
            WaitingRoom room,
            Rush rush,
            Changing changing,
            BookingAccess access,
            BookingViews views,
            Idempotency idempotency,
            Transactions transactions) {
        this.halls = halls;
        this.room = room;
        this.rush = rush;
        this.changing = changing;
        this.access = access;
        this.views = views;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @PostMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Hold a place; it is kept until holdUntil and then has to be confirmed")
    Mono<ResponseEntity<BookingView>> hold(
            @Valid @RequestBody HoldRequest request,
            IdempotencyKey key,
            @RequestHeader("X-Waiting-Ticket") Optional<String> ticket,
            Caller.Resident resident,
            RequestInfo info,
            ServerHttpRequest http) {
        ResidentId principal = request.actingFor().orElse(resident.id());
        Optional<CreditCode> firm = firm(request);
        return Mono.just(place(request.hall(), request.service(), request.startsAt().toInstant()))
                .flatMap(Outcomes.then(place -> waitForTurn(place, resident.id(), ticket)))
                .flatMap(
                        Outcomes.then(place ->
                                access.checkAuthority(
                                                resident.id(), principal, firm, place.service())
                                        .map(allowed -> allowed.map(yes -> place))))
                .flatMap(
                        Outcomes.then(place ->
                                rush.hold(
                                        new Wish(
                                                new Act(resident, key, "hold a place", request),
                                                place,
                                                principal,
                                                agent(resident, principal),
                                                firm,
                                                request.applicationId(),
                                                info.id()))))
                .map(outcome -> orProblem(outcome))
                .map(held ->
                        Answers.created(
                                URI.create(PATH + "/" + held.id()),
                                new Version(held.version()),
                                views.of(held, Language.of(http))));
    }

    @PostMapping(PATH + "/{id}/confirmation")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Confirm a hold")
    Mono<ResponseEntity<BookingView>> confirm(
            @PathVariable BookingId id,
            IdempotencyKey key,
            Caller.Resident resident,
            RequestInfo info,
            ServerHttpRequest http) {
        Yes own =
                new Yes(
                        new Act(resident, key, "confirm booking " + id, ""),
                        id,
                        Optional.empty(),
                        info.id());
        return rush.confirm(own)
                .flatMap(outcome ->
                        outcome instanceof Outcome.Refused<Placed, Refusal>(Refusal.NotFound no)
                                ? confirmForAnother(own)
                                : Mono.just(outcome))
                .map(outcome -> toAnswer(outcome, http));
    }

    @PostMapping(PATH + "/{id}/move")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Move a booking; the old place is only left for the new one")
    Mono<ResponseEntity<BookingView>> move(
            @PathVariable BookingId id,
            @Valid @RequestBody MoveRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return access.toAct(resident.id(), id)
                .flatMap(
                        Outcomes.then(booking ->
                                idempotency.once(
                                        new Act(resident, key, "move booking " + id, request),
                                        Placed.class,
                                        Mono.just(newPlace(booking, request))
                                                .flatMap(
                                                        Outcomes.then(place ->
                                                                changing.move(
                                                                        resident, booking, place,
                                                                        seen))))))
                .map(outcome -> toAnswer(outcome, http));
    }

    @DeleteMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Cancel a booking or give a hold back; may be repeated")
    Mono<ResponseEntity<Void>> cancel(
            @PathVariable BookingId id, IfMatch seen, Caller.Resident resident) {
        return access.toAct(resident.id(), id)
                .flatMap(
                        Outcomes.then(booking ->
                                transactions.act(changing.cancel(resident, booking, seen))))
                .map(outcome -> Answers.noContent(new Version(orProblem(outcome).version())));
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My bookings and those I made for others, newest first")
    Mono<BookingPage> list(Paging paging, Caller.Resident resident, ServerHttpRequest http) {
        return views.listOf(resident.id(), paging, Language.of(http));
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "One booking with its check-in code and history")
    Mono<ResponseEntity<BookingView>> one(
            @PathVariable BookingId id, Caller.Resident resident, ServerHttpRequest http) {
        return access.toSee(resident.id(), id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(booking -> views.one(booking, Language.of(http)))
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    private Mono<Outcome<Place, Refusal>> waitForTurn(
            Place place, ResidentId caller, Optional<String> ticket) {
        return room.admits(halls.get(place.hall()), place.startsAt(), caller, ticket)
                .map(admitted ->
                        admitted ? Outcome.done(place) : Outcome.refused(new Refusal.WaitInRoom()));
    }

    private Mono<Outcome<Placed, Refusal>> confirmForAnother(Yes answer) {
        return access.toAct(answer.caller(), answer.booking())
                .flatMap(
                        Outcomes.then(booking ->
                                rush.confirm(
                                        new Yes(
                                                answer.act(),
                                                answer.booking(),
                                                Optional.of(booking.facts().resident()),
                                                answer.requestId()))));
    }

    private Outcome<Place, Refusal> newPlace(Booking booking, MoveRequest request) {
        Place old = booking.facts().place();
        return place(
                request.hall().orElse(old.hall()), old.service(), request.startsAt().toInstant());
    }

    private Outcome<Place, Refusal> place(String hall, String service, Instant startsAt) {
        if (halls.find(hall).isEmpty()) {
            return Outcome.refused(new Refusal.UnknownHall());
        }
        return halls.offer(hall, service)
                .<Outcome<Place, Refusal>>map(offer -> Outcome.done(Place.of(offer, startsAt)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotOffered()));
    }

    /** Nobody comes for a firm and for another person at once. */
    private static Optional<CreditCode> firm(HoldRequest request) {
        if (request.firm().isPresent() && request.actingFor().isPresent()) {
            throw problem("/firm", "notWithActingFor");
        }
        return request.firm()
                .map(code -> CreditCode.parse(code).orElseThrow(fault -> problem("/firm", "form")));
    }

    private static ProblemException problem(String pointer, String code) {
        return new ProblemException(CommonProblem.INVALID_CONTENT)
                .withFaults(List.of(new FieldFault(pointer, code, "")));
    }

    private static Optional<ResidentId> agent(Caller.Resident caller, ResidentId principal) {
        return caller.id().equals(principal) ? Optional.empty() : Optional.of(caller.id());
    }

    private static Placed orProblem(Outcome<Placed, Refusal> outcome) {
        return outcome.orElseThrow(RefusalProblems::toProblem);
    }

    private ResponseEntity<BookingView> toAnswer(
            Outcome<Placed, Refusal> outcome, ServerHttpRequest http) {
        Placed placed = orProblem(outcome);
        return Answers.ok(new Version(placed.version()), views.of(placed, Language.of(http)));
    }

    /**
     * What somebody wants.
     *
     * @param startsAt with an offset, such as {@code 2026-11-25T09:00:00+08:00}
     * @param applicationId the case it is for
     * @param actingFor the person who comes, if it is not the caller
     * @param firm the credit code of the firm for which the caller comes; not with {@code
     *     actingFor}
     */
    record HoldRequest(
            @NotBlank @Size(max = 60) String hall,
            @NotBlank @Size(max = 60) String service,
            @NotNull OffsetDateTime startsAt,
            Optional<UUID> applicationId,
            Optional<ResidentId> actingFor,
            Optional<@Size(max = 40) String> firm) {}

    /**
     * Where to.
     *
     * @param hall the same one if it is not said
     */
    record MoveRequest(Optional<@Size(max = 60) String> hall, @NotNull OffsetDateTime startsAt) {}
}
