package city.zhanqiao.appointments.slot;

import static java.util.stream.Collectors.groupingBy;

import city.zhanqiao.appointments.hall.Hall.Offer;
import city.zhanqiao.appointments.slot.Slots.NextFree;
import city.zhanqiao.city.calendar.CityTime;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What can be booked. A copy serves everybody for half a second and is filled once at a time, so
 * that looking never gets in the way of booking; it is right again within a second of a booking.
 */
public final class Availability {

    /** Together with the time of the query less than the second that is promised. */
    private static final Duration KEPT = Duration.ofMillis(500);

    private static final String ALL = "all";

    private final Slots slots;
    private final AsyncCache<Query, List<Day>> days =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(2_000).buildAsync();
    private final AsyncCache<String, Map<String, Instant>> next =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(1).buildAsync();

    Availability(Slots slots) {
        this.slots = slots;
    }

    /** The days of a service in a hall, both ends included, also those on which nothing is free. */
    Mono<List<Day>> of(Offer offer, LocalDate from, LocalDate to) {
        Query query = new Query(offer.desk(), offer.slots(), from, to);
        return Mono.fromFuture(
                () -> days.get(query, (missing, executor) -> load(missing).toFuture()), true);
    }

    /** Desk to its first free place. */
    public Mono<Map<String, Instant>> nextFree() {
        return Mono.fromFuture(
                () -> next.get(ALL, (missing, executor) -> loadNext().toFuture()), true);
    }

    private Mono<Map<String, Instant>> loadNext() {
        return slots.nextFree().collectMap(NextFree::desk, NextFree::startsAt);
    }

    private Mono<List<Day>> load(Query query) {
        return slots.now()
                .zipWith(
                        slots.between(
                                        query.desk(),
                                        CityTime.startOf(query.from()),
                                        CityTime.endOf(query.to()))
                                .collectList())
                .map(both -> toDays(query, both.getT1(), both.getT2()));
    }

    private static List<Day> toDays(Query query, Instant now, List<Slot> found) {
        Map<LocalDate, List<Slot>> byDay =
                found.stream()
                        .filter(Slot::bookable)
                        .collect(
                                groupingBy(
                                        slot -> CityTime.dateOf(slot.startsAt()),
                                        TreeMap::new,
                                        java.util.stream.Collectors.toList()));
        return query.from()
                .datesUntil(query.to().plusDays(1))
                .map(date -> toDay(date, byDay.getOrDefault(date, List.of()), query.slots(), now))
                .toList();
    }

    private static Day toDay(LocalDate date, List<Slot> slots, int length, Instant now) {
        List<Slot> ahead = slots.stream().filter(slot -> slot.startsAt().isAfter(now)).toList();
        Optional<Instant> release = ahead.stream().map(Slot::releasesAt).findFirst();
        if (release.isEmpty()) {
            return new Day(date, Status.CLOSED, Optional.empty(), List.of());
        }
        if (release.get().isAfter(now)) {
            return new Day(date, Status.NOT_RELEASED, release.map(Availability::local), List.of());
        }
        List<Place> places = places(ahead, length);
        boolean full = places.stream().noneMatch(place -> place.free() > 0);
        return new Day(date, full ? Status.FULL : Status.OPEN, Optional.empty(), places);
    }

    /** Every start from which enough slots follow without a break. */
    private static List<Place> places(List<Slot> slots, int length) {
        return IntStream.rangeClosed(0, slots.size() - length)
                .mapToObj(first -> slots.subList(first, first + length))
                .filter(Availability::isUnbroken)
                .map(run ->
                        new Place(
                                local(run.getFirst().startsAt()),
                                local(run.getLast().endsAt()),
                                run.stream().mapToInt(Slot::free).min().orElse(0)))
                .toList();
    }

    private static boolean isUnbroken(List<Slot> run) {
        return IntStream.range(1, run.size())
                .allMatch(n -> run.get(n).startsAt().equals(run.get(n - 1).endsAt()));
    }

    private static OffsetDateTime local(Instant at) {
        return at.atZone(CityTime.ZONE).toOffsetDateTime();
    }

    private record Query(String desk, int slots, LocalDate from, LocalDate to) {}

    /** How a day stands. */
    enum Status {
        OPEN,
        FULL,
        NOT_RELEASED,
        CLOSED
    }

    /**
     * One day.
     *
     * @param releasesAt when its places can be booked, as long as they cannot
     */
    record Day(
            LocalDate date,
            Status status,
            Optional<OffsetDateTime> releasesAt,
            List<Place> places) {}

    /**
     * A time at which the service could begin.
     *
     * @param free how many residents can still have it
     */
    record Place(OffsetDateTime startsAt, OffsetDateTime endsAt, int free) {}
}
