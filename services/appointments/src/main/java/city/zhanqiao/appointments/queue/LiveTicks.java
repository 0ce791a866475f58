package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.queue.Positions.Position;
import city.zhanqiao.appointments.queue.Positions.Told;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.job.Job;

import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells people where they stand whenever a line moves. A tick is a hint that is never replayed: one
 * that Redis loses is followed by the next, and the ticket itself can always be asked for.
 */
final class LiveTicks {

    /** Whoever keeps residents' live streams open listens here. */
    private static final String CHANNEL = "zhanqiao:live";

    private static final String EVENT = "queue";

    /** Further back nobody hurries. */
    private static final int FIRST = 50;

    private static final int AT_ONCE = 8;

    private final Tickets tickets;
    private final Positions positions;
    private final HallQueue queue;
    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final Queue<UUID> moved = new ConcurrentLinkedQueue<>();
    private final Job job;

    LiveTicks(
            Tickets tickets,
            Positions positions,
            HallQueue queue,
            ReactiveStringRedisTemplate redis,
            JsonMapper json) {
        this.tickets = tickets;
        this.positions = positions;
        this.queue = queue;
        this.redis = redis;
        this.json = json;
        this.job = new Job("live ticks", java.time.Duration.ofSeconds(1), this::step);
    }

    Job job() {
        return job;
    }

    /** Something happened to a ticket and is committed; its line is told soon. */
    void moved(UUID ticket) {
        moved.add(ticket);
        job.wake();
    }

    private Mono<Job.Found> step() {
        UUID id = moved.poll();
        if (id == null) {
            return Mono.just(Job.Found.NOTHING);
        }
        // One telling serves all that moved meanwhile.
        moved.removeIf(id::equals);
        return tickets.find(id)
                .zipWith(queue.today())
                .flatMapMany(both ->
                        Flux.concat(
                                Mono.just(both.getT1())
                                        .filter(own -> own.state() != Ticket.State.WAITING)
                                        .map(LiveTicks::toTold),
                                positions.all(both.getT1().desk(), both.getT2()).take(FIRST)))
                .flatMap(this::publish, AT_ONCE)
                .then(Mono.just(Job.Found.MORE));
    }

    private Mono<Long> publish(Told told) {
        Position position = told.position();
        return Mono.justOrEmpty(told.resident())
                .flatMap(resident ->
                        redis.convertAndSend(
                                CHANNEL,
                                json.writeValueAsString(new Tick(resident, EVENT, position))));
    }

    private static Told toTold(Ticket ticket) {
        return new Told(ticket.resident(), Positions.outOfLine(ticket));
    }

    private record Tick(ResidentId resident, String event, Position data) {}
}
