package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Bookings.Details;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.slot.Slot;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Finds new places for bookings whose slots were closed. The new place is kept for the resident
 * alone under the old reference until they agree; nobody is moved without being asked, and nobody
 * is dropped in silence.
 */
public final class Rebooking {

    private static final Caller SYSTEM = new Caller.Service("appointments");
    private static final String CLOSED = "HALL_CLOSED";

    /** Enough choice for residents whose other bookings are in the way. */
    private static final int CHOICE = 8;

    private static final Duration AHEAD = Duration.ofDays(30);

    /** Nobody is offered a place that they cannot hear of in time. */
    private static final Duration NOTICE = Duration.ofHours(24);

    private static final Duration TO_ANSWER = Duration.ofDays(2);

    private static final String AFFECTED =
            """
            SELECT DISTINCT booking.id
              FROM slot
              JOIN booking ON booking.desk = slot.desk AND booking.starts_at <= slot.starts_at
                          AND booking.ends_at > slot.starts_at
             WHERE slot.closed AND slot.starts_at > booking_clock()
               AND booking.placed AND booking.state IN ('HELD', 'CONFIRMED')
             LIMIT :limit
            """;

    private final DatabaseClient database;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final BookingRecord record;
    private final BookingSettings settings;

    Rebooking(
            DatabaseClient database,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            BookingRecord record,
            BookingSettings settings) {
        this.database = database;
        this.slots = slots;
        this.bookings = bookings;
        this.batch = batch;
        this.record = record;
        this.settings = settings;
    }

    /** Bookings in closed slots. */
    public Flux<BookingId> affected(int limit) {
        return database.sql(AFFECTED)
                .bind("limit", limit)
                .map(row -> new BookingId(Columns.get(row, "id", UUID.class)))
                .all();
    }

    /**
     * Gives a booking a new place or ends it, in the caller's transaction.
     *
     * @return whose booking found no new place; empty when it did or needed none
     */
    public Mono<Lost> rebook(BookingId id) {
        return bookings.find(id)
                .zipWith(slots.now())
                .flatMap(both -> rebook(both.getT1(), both.getT2()));
    }

    private Mono<Lost> rebook(Booking seen, Instant now) {
        ResidentId resident = seen.facts().resident();
        return candidates(seen.facts().place(), now)
                .flatMap(places ->
                        bookings.lockResidents(List.of(resident))
                                .then(slots.lock(spans(seen, places)))
                                .zipWith(batch.standings(List.of(resident)))
                                .map(read -> board(now, read.getT1(), read.getT2(), seen))
                                .flatMap(board ->
                                        bookings.lock(List.of(seen.facts().id()))
                                                .single()
                                                .filter(found -> isWhereItWas(found, seen))
                                                .flatMap(found -> settle(found, board, places))));
    }

    /** Another instance may have found it a new place meanwhile; that one is not to be lost. */
    private static boolean isWhereItWas(Booking found, Booking seen) {
        return found.facts().place().equals(seen.facts().place());
    }

    private Mono<Lost> settle(Booking found, Board board, List<Place> places) {
        return switch (found) {
            case Booking.Confirmed confirmed -> settle(confirmed, board, places);
            case Booking.Held held -> end(held.giveBack(), board).then(Mono.empty());
            case Booking.CheckedIn other -> Mono.empty();
            case Booking.Serving other -> Mono.empty();
            case Booking.Done other -> Mono.empty();
            case Booking.Expired other -> Mono.empty();
            case Booking.Cancelled other -> Mono.empty();
            case Booking.NoShow other -> Mono.empty();
        };
    }

    private Mono<Lost> settle(Booking.Confirmed booking, Board board, List<Place> places) {
        Facts facts = booking.facts();
        board.giveBack(facts.place().span(), facts.reserve());
        for (Place place : places) {
            Outcome<Integer, Refusal> taken =
                    facts.reserve()
                            ? board.give(facts.resident(), place)
                            : board.take(facts.resident(), place);
            if (taken instanceof Outcome.Done<Integer, Refusal>(Integer ordinal)) {
                return offer(booking, place, ordinal, board).then(Mono.empty());
            }
        }
        return slots.take(board.changes())
                .then(tell(booking.callOff(), ended(), BookingStep.CANCEL, Optional.empty()))
                .thenReturn(
                        new Lost(facts.resident(), facts.place().hall(), facts.place().service()));
    }

    private Mono<Placed> offer(Booking.Confirmed booking, Place place, int ordinal, Board board) {
        Instant longest = board.now().plus(TO_ANSWER);
        Instant latest = place.startsAt().minus(settings.untilBefore());
        Instant until = longest.isBefore(latest) ? longest : latest;
        return slots.take(board.changes())
                .then(
                        tell(
                                booking.rebook(place, until),
                                new Details(
                                        true,
                                        Optional.of(ordinal),
                                        Optional.of(until),
                                        Optional.of(CLOSED)),
                                BookingStep.REBOOK,
                                Optional.of(until)));
    }

    private Mono<Placed> end(Booking.Cancelled cancelled, Board board) {
        board.giveBack(cancelled.facts().place().span(), cancelled.facts().reserve());
        return slots.take(board.changes())
                .then(tell(cancelled, ended(), BookingStep.CANCEL, Optional.empty()));
    }

    private Mono<Placed> tell(
            Booking moved, Details details, BookingStep step, Optional<Instant> until) {
        return record.move(moved, step, details, SYSTEM, event -> event.because(CLOSED, until));
    }

    private static Details ended() {
        return new Details(false, Optional.empty(), Optional.empty(), Optional.of(CLOSED));
    }

    /** The next places at the same desks, the nearest first. */
    private Mono<List<Place>> candidates(Place old, Instant now) {
        Instant from = now.plus(NOTICE);
        return slots.between(old.desk(), from, now.plus(AHEAD))
                .filter(slot -> slot.free() > 0 && !slot.releasesAt().isAfter(now))
                .collectList()
                .map(free -> runs(free, old));
    }

    private static List<Place> runs(List<Slot> free, Place old) {
        Duration length = Duration.between(old.startsAt(), old.endsAt());
        return IntStream.range(0, free.size())
                .mapToObj(n -> run(free, n, length))
                .flatMap(Optional::stream)
                .map(from ->
                        new Place(old.hall(), old.desk(), old.service(), from, from.plus(length)))
                .limit(CHOICE)
                .toList();
    }

    private static Optional<Instant> run(List<Slot> free, int first, Duration length) {
        Instant from = free.get(first).startsAt();
        Instant to = from.plus(length);
        Instant reached = from;
        for (int n = first; n < free.size() && reached.isBefore(to); n++) {
            if (!free.get(n).startsAt().equals(reached)) {
                return Optional.empty();
            }
            reached = free.get(n).endsAt();
        }
        return reached.equals(to) ? Optional.of(from) : Optional.empty();
    }

    private static List<Span> spans(Booking seen, List<Place> places) {
        List<Span> spans = new ArrayList<>(places.stream().map(Place::span).toList());
        spans.add(seen.facts().place().span());
        return spans;
    }

    private Board board(
            Instant now, List<Slot> locked, Map<ResidentId, Board.Standing> read, Booking seen) {
        Map<ResidentId, Board.Standing> standings = new HashMap<>(read);
        Optional<BookingId> own = Optional.of(seen.facts().id());
        standings.values().forEach(one -> one.open().removeIf(open -> open.id().equals(own)));
        return new Board(now, settings.most(), locked, standings);
    }

    /** Somebody whose place was closed and who found no other. */
    public record Lost(ResidentId resident, String hall, String service) {}
}
