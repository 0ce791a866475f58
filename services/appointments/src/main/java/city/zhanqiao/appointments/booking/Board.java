package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.slot.Slot;
import city.zhanqiao.appointments.slot.Slots.Change;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The rules of taking a place, on what the database has locked for this transaction: the slots and
 * the residents who ask. Knows nothing of the database, so that the rules can be tried alone.
 */
final class Board {

    private final Instant now;
    private final int most;
    private final Map<String, NavigableMap<Instant, Slot>> slots = new HashMap<>();
    private final Map<SlotKey, Taken> taken = new HashMap<>();
    private final Map<ResidentId, Standing> residents;

    /**
     * @param now by the clock of bookings
     * @param most open bookings a resident may have
     */
    Board(Instant now, int most, Collection<Slot> locked, Map<ResidentId, Standing> residents) {
        this.now = now;
        this.most = most;
        this.residents = residents;
        locked.forEach(slot ->
                slots.computeIfAbsent(slot.desk(), desk -> new TreeMap<>())
                        .put(slot.startsAt(), slot));
    }

    /** Takes a place for a resident; gives the number of the booking among the resident's own. */
    Outcome<Integer, Refusal> take(ResidentId resident, Place place) {
        return find(place).then(run -> take(resident, place, run));
    }

    /** Takes one of the places that staff give; the release does not bind them. */
    Outcome<Integer, Refusal> give(ResidentId resident, Place place) {
        Outcome<List<Slot>, Refusal> run = find(place);
        return run.then(slotsInARow -> {
            if (slotsInARow.stream().anyMatch(slot -> reserveFree(slot) < 1)) {
                return Outcome.refused(new Refusal.SlotFull());
            }
            return number(resident, place)
                    .map(ordinal -> note(resident, place, slotsInARow, ordinal, true));
        });
    }

    /** Whether a place could be had now, whoever asks. */
    boolean isFree(Span span) {
        List<Slot> run = run(span);
        return !run.isEmpty() && run.stream().allMatch(slot -> free(slot) > 0);
    }

    /** Whether every slot of a time is locked here. */
    boolean holdsAll(Span span) {
        return !run(span).isEmpty();
    }

    /** Gives back what a booking took. */
    void giveBack(Span span, boolean reserve) {
        run(span).forEach(slot -> add(slot, -1, reserve));
    }

    /** What has to be written to the slots. */
    List<Change> changes() {
        return taken.entrySet().stream()
                .filter(entry -> entry.getValue().places != 0 || entry.getValue().reserved != 0)
                .map(entry ->
                        new Change(
                                entry.getKey().desk(),
                                entry.getKey().startsAt(),
                                entry.getValue().places,
                                entry.getValue().reserved))
                .toList();
    }

    /** The slots in which nothing is left for residents. */
    List<Slot> full() {
        return slots.values().stream()
                .flatMap(byTime -> byTime.values().stream())
                .filter(slot -> free(slot) < 1)
                .toList();
    }

    Instant now() {
        return now;
    }

    private Outcome<Integer, Refusal> take(ResidentId resident, Place place, List<Slot> run) {
        Optional<Slot> unreleased =
                run.stream().filter(slot -> slot.releasesAt().isAfter(now)).findFirst();
        if (unreleased.isPresent()) {
            return Outcome.refused(new Refusal.NotReleased(unreleased.get().releasesAt()));
        }
        Standing standing = standing(resident);
        if (standing.restrictedUntil().isPresent()) {
            return Outcome.refused(
                    new Refusal.Restricted(standing.restrictedUntil().get(), standing.missed()));
        }
        Outcome<Integer, Refusal> number = number(resident, place);
        if (number instanceof Outcome.Done<Integer, Refusal>
                && run.stream().anyMatch(slot -> free(slot) < 1)) {
            return Outcome.refused(new Refusal.SlotFull());
        }
        return number.map(ordinal -> note(resident, place, run, ordinal, false));
    }

    private Outcome<List<Slot>, Refusal> find(Place place) {
        if (!place.startsAt().isAfter(now)) {
            return Outcome.refused(new Refusal.Past());
        }
        List<Slot> run = run(place.span());
        if (run.isEmpty()) {
            return Outcome.refused(new Refusal.NoSuchPlace());
        }
        return run.stream().allMatch(Slot::bookable)
                ? Outcome.done(run)
                : Outcome.refused(new Refusal.HallClosed());
    }

    /** The slots from the start to the end without a break; empty when they do not fit. */
    private List<Slot> run(Span span) {
        List<Slot> run = new ArrayList<>();
        NavigableMap<Instant, Slot> ofDesk = slots.getOrDefault(span.desk(), new TreeMap<>());
        for (Instant at = span.startsAt(); at.isBefore(span.endsAt()); ) {
            Slot slot = ofDesk.get(at);
            if (slot == null) {
                return List.of();
            }
            run.add(slot);
            at = slot.endsAt();
        }
        return run;
    }

    private Outcome<Integer, Refusal> number(ResidentId resident, Place place) {
        List<Open> open = standing(resident).open();
        if (open.stream().anyMatch(one -> one.place().service().equals(place.service()))) {
            return Outcome.refused(new Refusal.OneForEachService());
        }
        if (open.stream().anyMatch(one -> one.place().overlaps(place))) {
            return Outcome.refused(new Refusal.Overlaps());
        }
        return IntStream.rangeClosed(1, most)
                .filter(number -> open.stream().noneMatch(one -> one.ordinal() == number))
                .boxed()
                .findFirst()
                .<Outcome<Integer, Refusal>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.TooMany(most)));
    }

    private Integer note(
            ResidentId resident, Place place, List<Slot> run, Integer ordinal, boolean reserve) {
        run.forEach(slot -> add(slot, 1, reserve));
        standing(resident)
                .open()
                .add(new Open(Optional.empty(), place, ordinal, State.HELD, now, false));
        return ordinal;
    }

    private Standing standing(ResidentId resident) {
        return residents.computeIfAbsent(resident, nobody -> Standing.clean());
    }

    private int free(Slot slot) {
        return slot.free() - moved(slot).places;
    }

    private int reserveFree(Slot slot) {
        return slot.reserveFree() - moved(slot).reserved;
    }

    private void add(Slot slot, int places, boolean reserve) {
        Taken moved = moved(slot);
        if (reserve) {
            moved.reserved += places;
        } else {
            moved.places += places;
        }
    }

    private Taken moved(Slot slot) {
        return taken.computeIfAbsent(new SlotKey(slot.desk(), slot.startsAt()), key -> new Taken());
    }

    private record SlotKey(String desk, Instant startsAt) {}

    private static final class Taken {
        private int places;
        private int reserved;
    }

    /**
     * What a resident already has.
     *
     * @param open changed as places are taken
     */
    record Standing(Optional<Instant> restrictedUntil, int missed, List<Open> open) {
        static Standing clean() {
            return new Standing(Optional.empty(), 0, new ArrayList<>());
        }
    }

    /**
     * An open booking.
     *
     * @param freeAt when a hold runs out
     * @param rebooked was confirmed before its hall closed; whoever ends it has to tell
     */
    record Open(
            Optional<BookingId> id,
            Place place,
            int ordinal,
            State state,
            Instant freeAt,
            boolean rebooked) {}
}
