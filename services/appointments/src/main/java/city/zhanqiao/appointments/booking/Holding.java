package city.zhanqiao.appointments.booking;

import static java.util.stream.Collectors.toSet;

import city.zhanqiao.appointments.booking.Board.Open;
import city.zhanqiao.appointments.booking.Board.Standing;
import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.BookingBatch.Freed;
import city.zhanqiao.appointments.booking.BookingBatch.New;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.slot.Slot;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.audit.AuditLog.Caused;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.IdempotentBatch;
import city.zhanqiao.data.idempotency.Verdict;
import city.zhanqiao.data.pilot.Doorkeeper;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds places, many in one transaction. Residents are locked first, then slots, both in one order
 * for everybody; then the rules decide in memory on what is locked, and everything is written at
 * once. The constraints of the tables are the last guard and are never reached while the code is
 * right.
 */
final class Holding {

    private final IdempotentBatch acts;
    private final Doors doors;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final AuditLog audit;
    private final SoldOut soldOut;
    private final BookingSettings settings;

    Holding(
            IdempotentBatch acts,
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            AuditLog audit,
            SoldOut soldOut,
            BookingSettings settings) {
        this.acts = acts;
        this.doors = doors;
        this.slots = slots;
        this.bookings = bookings;
        this.batch = batch;
        this.audit = audit;
        this.soldOut = soldOut;
        this.settings = settings;
    }

    /** Gives one verdict for each wish, in their order. */
    Mono<List<Verdict<Placed, Refusal>>> hold(List<Wish> wishes) {
        // Marked only once it is committed: of a batch that fails nothing is full.
        AtomicReference<List<Slot>> full = new AtomicReference<>(List.of());
        return acts.<Placed, Refusal>onceEach(
                        wishes.stream().map(Wish::act).toList(),
                        Placed.class,
                        fresh -> holdNew(fresh.stream().map(wishes::get).toList(), full))
                .doOnNext(committed ->
                        full.get().forEach(slot -> soldOut.mark(slot.desk(), slot.startsAt())));
    }

    /** What wishes were answered before; nothing is held. */
    Mono<List<Verdict<Placed, Refusal>>> recall(List<Wish> wishes) {
        return acts.recallEach(wishes.stream().map(Wish::act).toList(), Placed.class);
    }

    private Mono<List<Outcome<Placed, Refusal>>> holdNew(
            List<Wish> wishes, AtomicReference<List<Slot>> full) {
        Set<ResidentId> residents = wishes.stream().map(Wish::resident).collect(toSet());
        Set<Span> spans = wishes.stream().map(wish -> wish.place().span()).collect(toSet());
        return doorkeepers(wishes)
                .flatMap(keepers ->
                        bookings.lockResidents(residents)
                                .then(slots.lock(spans))
                                .flatMap(locked ->
                                        batch.standings(residents)
                                                .zipWith(slots.now())
                                                .flatMap(read ->
                                                        board(
                                                                locked,
                                                                read.getT1(),
                                                                read.getT2(),
                                                                spans)))
                                .flatMap(board -> decide(board, keepers, wishes, full)))
                .flatMap(this::sayWhere);
    }

    /** By hall. They come before all other locks, so that a stop waits for nobody twice. */
    private Mono<Map<String, Doorkeeper>> doorkeepers(List<Wish> wishes) {
        return Flux.fromStream(wishes.stream().map(wish -> wish.place().hall()).distinct().sorted())
                .concatMap(hall -> doors.doorkeeper(hall).map(keeper -> Map.entry(hall, keeper)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Ends the residents' own stale holds and, where places are short, those of others. */
    private Mono<Board> board(
            List<Slot> locked, Map<ResidentId, Standing> residents, Instant now, Set<Span> spans) {
        List<BookingId> stale = takeStale(residents, now);
        Board board = new Board(now, settings.most(), locked, residents);
        boolean full = spans.stream().anyMatch(span -> !board.isFree(span));
        return batch.expire(stale)
                .then(full && !locked.isEmpty() ? free(board, locked) : Mono.empty())
                .thenReturn(board);
    }

    private static List<BookingId> takeStale(Map<ResidentId, Standing> residents, Instant now) {
        List<BookingId> stale = new ArrayList<>();
        residents
                .values()
                .forEach(standing ->
                        standing.open()
                                .removeIf(open -> isStale(open, now) && stale.add(idOf(open))));
        return stale;
    }

    private static boolean isStale(Open open, Instant now) {
        return open.state() == State.HELD && !open.rebooked() && !open.freeAt().isAfter(now);
    }

    private static BookingId idOf(Open open) {
        return open.id().orElseThrow();
    }

    private Mono<Void> free(Board board, List<Slot> locked) {
        Set<String> desks = locked.stream().map(Slot::desk).collect(toSet());
        Instant first =
                locked.stream().map(Slot::startsAt).min(Comparator.naturalOrder()).orElseThrow();
        Instant last =
                locked.stream().map(Slot::endsAt).max(Comparator.naturalOrder()).orElseThrow();
        return batch.toFree(desks, first, last)
                .filter(freed -> board.holdsAll(freed.span()))
                .collectList()
                .flatMap(freed -> giveBack(board, freed));
    }

    private Mono<Void> giveBack(Board board, List<Freed> freed) {
        List<BookingId> ids = freed.stream().map(Freed::id).toList();
        return batch.expire(ids)
                .then(batch.free(ids))
                .doOnSuccess(
                        done -> freed.forEach(one -> board.giveBack(one.span(), one.reserve())));
    }

    private Mono<List<Outcome<Placed, Refusal>>> decide(
            Board board,
            Map<String, Doorkeeper> keepers,
            List<Wish> wishes,
            AtomicReference<List<Slot>> full) {
        List<New> held = new ArrayList<>();
        List<Caused> trail = new ArrayList<>();
        List<Outcome<Placed, Refusal>> outcomes = new ArrayList<>();
        for (Wish wish : wishes) {
            Doorkeeper keeper = Objects.requireNonNull(keepers.get(wish.place().hall()));
            Outcome<Placed, Refusal> outcome =
                    admit(keeper, wish)
                            .then(pilot ->
                                    board.take(wish.resident(), wish.place())
                                            .map(ordinal -> {
                                                keeper.count(pilot);
                                                return toNew(wish, ordinal, board.now());
                                            }))
                            .map(one -> {
                                held.add(one);
                                trail.add(toTrail(wish, one));
                                return toPlaced(one);
                            });
            outcomes.add(outcome);
        }
        full.set(board.full());
        return slots.take(board.changes())
                .then(batch.add(held))
                .then(Flux.fromIterable(keepers.values()).concatMap(doors::count).then())
                .then(audit.addAll(trail))
                .thenReturn(outcomes);
    }

    private Outcome<KnownPilot, Refusal> admit(Doorkeeper keeper, Wish wish) {
        Newcomer newcomer = doors.online(wish.place().hall(), wish.caller(), wish.resident());
        return Refusal.BookingsShut.unlessOpen(Doors.toOutcome(keeper.look(newcomer)));
    }

    /** Whoever is refused hears where bookings are taken; nobody else has to wait for that. */
    private Mono<List<Outcome<Placed, Refusal>>> sayWhere(List<Outcome<Placed, Refusal>> outcomes) {
        return outcomes.stream().noneMatch(Holding::isShut)
                ? Mono.just(outcomes)
                : doors.openElsewhere()
                        .map(open -> outcomes.stream().map(one -> sayWhere(one, open)).toList());
    }

    private static Outcome<Placed, Refusal> sayWhere(
            Outcome<Placed, Refusal> outcome, List<DivisionCode> open) {
        return outcome
                        instanceof
                        Outcome.Refused<Placed, Refusal>(Refusal.BookingsShut(Doors.Shut shut))
                ? Outcome.refused(new Refusal.BookingsShut(shut.openIn(open)))
                : outcome;
    }

    private static boolean isShut(Outcome<Placed, Refusal> outcome) {
        return outcome instanceof Outcome.Refused<Placed, Refusal>(Refusal.BookingsShut refused);
    }

    private New toNew(Wish wish, int ordinal, Instant now) {
        return new New(
                BookingId.at(now),
                Reference.random(),
                wish.place(),
                wish.resident(),
                wish.agent(),
                wish.firm(),
                wish.application(),
                false,
                ordinal,
                now.plus(settings.hold()));
    }

    private static Placed toPlaced(New held) {
        Facts facts =
                new Facts(
                        held.id(),
                        new Version(1),
                        held.reference(),
                        held.place(),
                        held.resident(),
                        held.agent(),
                        held.firm(),
                        held.application(),
                        held.reserve(),
                        0);
        return Placed.of(new Booking.Held(facts, held.until()), 1);
    }

    private static Caused toTrail(Wish wish, New held) {
        AuditEntry entry =
                AuditEntry.done(
                        wish.act().caller(),
                        BookingStep.HOLD.action(),
                        held.id().toString(),
                        held.resident());
        return new Caused(
                wish.agent().isPresent() ? entry.forPerson(held.resident()) : entry,
                wish.requestId());
    }

    /**
     * Somebody wants a place.
     *
     * @param act the caller's key and what was sent
     * @param resident who comes
     * @param agent who books it for them; their authority has been checked
     * @param firm for which they come; their authority has been checked
     * @param requestId may be empty
     */
    record Wish(
            Act act,
            Place place,
            ResidentId resident,
            Optional<ResidentId> agent,
            Optional<CreditCode> firm,
            Optional<UUID> application,
            String requestId) {

        Caller caller() {
            return act.caller();
        }
    }
}
