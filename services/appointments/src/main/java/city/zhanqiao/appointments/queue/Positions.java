package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.queue.Ticket.State;
import city.zhanqiao.appointments.queue.Tickets.Pace;
import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Where people stand and how long it may take. The estimate is a range because service times
 * differ: four fifths of the usual pace at best, half as much again at worst.
 */
final class Positions {

    private static final double BEST = 0.8;
    private static final double WORST = 1.5;
    private static final int MINUTE = 60;

    private final Tickets tickets;
    private final HallQueue queue;
    private final Halls halls;

    Positions(Tickets tickets, HallQueue queue, Halls halls) {
        this.tickets = tickets;
        this.queue = queue;
        this.halls = halls;
    }

    /** One ticket as its owner sees it. */
    Mono<Position> of(Ticket ticket) {
        return queue.today()
                .flatMapMany(day -> all(ticket.desk(), day))
                .map(Told::position)
                .filter(at -> at.id().equals(ticket.id()))
                .next()
                .defaultIfEmpty(outOfLine(ticket));
    }

    /** The whole line of a desk. */
    Flux<Told> all(String desk, LocalDate day) {
        return tickets.inLine(desk, day)
                .collectList()
                .zipWith(tickets.pace(desk, day))
                .flatMapIterable(both -> toPositions(both.getT1(), both.getT2()));
    }

    private List<Told> toPositions(List<Ticket> line, Pace pace) {
        return IntStream.range(0, line.size())
                .mapToObj(ahead ->
                        new Told(
                                line.get(ahead).resident(),
                                toPosition(line.get(ahead), ahead, pace)))
                .toList();
    }

    private Position toPosition(Ticket ticket, int ahead, Pace pace) {
        long seconds = pace.seconds().orElseGet(() -> planned(ticket));
        // A desk that is about to open counts: nobody is told "never".
        double wait = (double) seconds * ahead / Math.max(1, pace.desks());
        return new Position(
                ticket.id(),
                ticket.version().number(),
                ticket.label(),
                ticket.state(),
                Optional.of(ahead),
                Optional.of((int) Math.floor(wait * BEST / MINUTE)),
                Optional.of((int) Math.ceil(wait * WORST / MINUTE)),
                ticket.counter());
    }

    static Position outOfLine(Ticket ticket) {
        return new Position(
                ticket.id(),
                ticket.version().number(),
                ticket.label(),
                ticket.state(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ticket.counter());
    }

    /** Without experience the planned length of the service is the best guess. */
    private long planned(Ticket ticket) {
        return halls.offer(ticket.hall(), ticket.service())
                .map(Hall.Offer::service)
                .map(service -> service.minutes() * (long) MINUTE)
                .orElse(15L * MINUTE);
    }

    /** A position and who is to hear of it. */
    record Told(Optional<ResidentId> resident, Position position) {}

    /**
     * Where somebody stands.
     *
     * @param ahead people before them; empty when they no longer wait
     * @param minutesFrom expected wait at best
     * @param minutesTo expected wait at worst
     * @param counter where to go when called
     */
    record Position(
            UUID id,
            long version,
            String label,
            State state,
            Optional<Integer> ahead,
            Optional<Integer> minutesFrom,
            Optional<Integer> minutesTo,
            Optional<String> counter) {}
}
