package city.zhanqiao.appointments.room;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.room.Rooms.Room;
import city.zhanqiao.appointments.slot.Releases;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The waiting room (等候室). Before the hour people come in and nobody has a number; at the hour all
 * get one by lot; who comes later gets the next. Numbers are admitted as fast as the writers of
 * bookings keep up, which is measured and not set.
 */
public final class WaitingRoom {

    private static final Duration KNOWN = Duration.ofSeconds(1);

    private final Rooms rooms;
    private final RoomTickets tickets;
    private final Releases releases;
    private final Transactions transactions;
    private final Backlog backlog;
    private final RoomSettings settings;
    private final Pace pace;
    private final AsyncCache<Release, Optional<Room>> known =
            Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(1_000).buildAsync();

    WaitingRoom(
            Rooms rooms,
            RoomTickets tickets,
            Releases releases,
            Transactions transactions,
            Backlog backlog,
            RoomSettings settings) {
        this.rooms = rooms;
        this.tickets = tickets;
        this.releases = releases;
        this.transactions = transactions;
        this.backlog = backlog;
        this.settings = settings;
        this.pace = new Pace(settings);
    }

    /** Whether the resident may book that day now: nobody waits for it, or it is their turn. */
    public Mono<Boolean> admits(
            Hall hall, Instant startsAt, ResidentId resident, Optional<String> ticket) {
        Release release = release(hall, CityTime.dateOf(startsAt));
        return Mono.fromFuture(() -> known.get(release, (key, executor) -> load(key).toFuture()))
                .map(room ->
                        room.filter(Room::isBusy)
                                .map(busy -> hasTurn(busy, release, resident, ticket))
                                .orElse(true));
    }

    /** When the day is released. */
    Release release(Hall hall, LocalDate date) {
        return new Release(hall.id(), releases.of(hall, date));
    }

    /** Whether the room may be entered now. */
    boolean isOpenTo(Release release, Instant now) {
        return !now.isBefore(release.at().minus(settings.before()))
                && now.isBefore(release.at().plus(settings.after()));
    }

    /** Lets somebody in, or finds them where they are. */
    Mono<Standing> enter(Release release, ResidentId resident) {
        return rooms.numberOf(release, resident)
                .switchIfEmpty(
                        Mono.defer(() ->
                                transactions
                                        .run(rooms.enter(release, resident))
                                        .then(rooms.numberOf(release, resident))))
                // One after the other: the first who enters makes the room.
                .flatMap(number ->
                        rooms.find(release)
                                .map(room -> toStanding(release, resident, number, room)));
    }

    /** Draws the order where the hour has come, admits, and forgets what is over. */
    Mono<Job.Found> step() {
        return transactions
                .run(rooms.openOne())
                .then(transactions.run(Mono.defer(() -> rooms.admit(pace.next(backlog.waiting())))))
                .then(rooms.clear(settings.after()))
                .thenReturn(Job.Found.NOTHING);
    }

    private Mono<Optional<Room>> load(Release release) {
        return rooms.find(release).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private boolean hasTurn(
            Room busy, Release release, ResidentId resident, Optional<String> ticket) {
        return ticket.flatMap(said -> tickets.read(said, release, resident))
                .filter(number -> number <= busy.admitted())
                .isPresent();
    }

    private Standing toStanding(Release release, ResidentId resident, long number, Room room) {
        return number == 0
                ? new Standing(Optional.empty(), Optional.empty(), false, release.at())
                : new Standing(
                        Optional.of(tickets.of(release, resident, number)),
                        Optional.of(Math.max(0, number - room.admitted())),
                        number <= room.admitted(),
                        release.at());
    }

    /**
     * Where somebody stands.
     *
     * @param ticket empty before the lots are drawn
     * @param ahead numbers until their turn; 0 when it has come
     */
    record Standing(
            Optional<String> ticket, Optional<Long> ahead, boolean admitted, Instant releasesAt) {}
}
