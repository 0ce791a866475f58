package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.BookingBatch.New;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives places that were given up to one resident alone, as a hold with a longer end. */
public final class Vacancies {

    private static final Caller SYSTEM = new Caller.Service("appointments");

    private static final String TAKE = "DELETE FROM vacated WHERE id = :id RETURNING id";

    private final DatabaseClient database;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final AuditLog audit;
    private final BookingSettings settings;

    Vacancies(
            DatabaseClient database,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            AuditLog audit,
            BookingSettings settings) {
        this.database = database;
        this.slots = slots;
        this.bookings = bookings;
        this.batch = batch;
        this.audit = audit;
        this.settings = settings;
    }

    /**
     * Gives a vacated place to a resident, in the caller's transaction, which must be rolled back
     * when this is refused.
     */
    public Mono<Outcome<Given, Refusal>> give(
            Vacancy vacancy, ResidentId resident, Hall.Offer offer) {
        return bookings.lockResidents(List.of(resident))
                .then(slots.lock(List.of(vacancy.span())))
                .flatMap(locked ->
                        take(vacancy)
                                .flatMap(taken ->
                                        slots.now()
                                                .zipWith(batch.standings(List.of(resident)))
                                                .map(read ->
                                                        new Board(
                                                                read.getT1(),
                                                                settings.most(),
                                                                locked,
                                                                read.getT2()))))
                .map(board -> decide(board, vacancy, resident, offer))
                .defaultIfEmpty(Outcome.refused(new Refusal.SlotFull()))
                .flatMap(Outcomes.then(this::write));
    }

    private Mono<UUID> take(Vacancy vacancy) {
        return database.sql(TAKE)
                .bind("id", vacancy.id())
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }

    private Outcome<Decided, Refusal> decide(
            Board board, Vacancy vacancy, ResidentId resident, Hall.Offer offer) {
        Place place = Place.of(offer, vacancy.startsAt());
        board.giveBack(vacancy.span(), false);
        return board.take(resident, place)
                .map(ordinal -> new Decided(board, toNew(board, place, resident, ordinal)));
    }

    private New toNew(Board board, Place place, ResidentId resident, int ordinal) {
        Instant longest = board.now().plus(settings.offer());
        Instant until = longest.isBefore(place.startsAt()) ? longest : place.startsAt();
        return new New(
                BookingId.at(board.now()),
                Reference.random(),
                place,
                resident,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                ordinal,
                until);
    }

    private <R> Mono<Outcome<Given, R>> write(Decided decided) {
        New held = decided.held();
        return slots.take(decided.board().changes())
                .then(batch.add(List.of(held)))
                .then(
                        audit.add(
                                AuditEntry.done(
                                        SYSTEM,
                                        BookingStep.OFFER.action(),
                                        held.id().toString(),
                                        held.resident())))
                .thenReturn(
                        Outcome.done(new Given(held.id(), held.place().startsAt(), held.until())));
    }

    private record Decided(Board board, New held) {}

    /** A place that was given up. */
    public record Vacancy(UUID id, String desk, Instant startsAt, Instant endsAt) {
        Span span() {
            return new Span(desk, startsAt, endsAt);
        }
    }

    /**
     * A place that somebody has for themselves.
     *
     * @param until when it is lost if it is not confirmed
     */
    public record Given(BookingId booking, Instant startsAt, Instant until) {}
}
