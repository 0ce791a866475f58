package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notifications.inbox.InboxChanges;
import city.zhanqiao.notifications.inbox.InboxChanges.Changes;
import city.zhanqiao.notifications.inbox.InboxChanges.Place;
import city.zhanqiao.notifications.inbox.InboxChanges.Told;
import city.zhanqiao.web.page.Cursor;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The live stream (server-sent events). It says what changed, not what is written there: the app
 * fetches that. The inbox is the replay log, so nothing is lost between two streams.
 */
@RestController
class LiveController {

    private static final int CHANGES = 100;

    /** Within this time all who lost an instance come to the others, not all in one moment. */
    private static final int RECONNECT_FROM_MILLIS = 2_000;

    private static final int RECONNECT_TO_MILLIS = 5_000;

    private final Switchboard switchboard;
    private final InboxChanges changes;
    private final LiveSettings settings;
    private final JsonMapper json;

    LiveController(
            Switchboard switchboard, InboxChanges changes, LiveSettings settings, JsonMapper json) {
        this.switchboard = switchboard;
        this.changes = changes;
        this.settings = settings;
        this.json = json;
    }

    @GetMapping(path = "/api/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Access(Access.By.RESIDENT)
    @Operation(
            summary =
                    "What changes in my inbox (event inbox, with an id for Last-Event-ID), what"
                            + " moves in a queue (without an id), and resync when the inbox has to"
                            + " be read again")
    Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> live(
            @RequestHeader(name = "Last-Event-ID") Optional<String> lastEventId,
            Caller.Resident resident) {
        return Mono.justOrEmpty(lastEventId)
                .map(text -> Place.of(Cursor.parse(text)))
                .switchIfEmpty(changes.head(resident.id()))
                .map(since -> open(resident.id(), since))
                .map(events ->
                        ResponseEntity.ok()
                                .header("X-Accel-Buffering", "no")
                                .header("Cache-Control", "no-store")
                                .body(events));
    }

    /** The line is opened before the inbox is looked at, so nothing falls between. */
    private Flux<ServerSentEvent<String>> open(ResidentId resident, Place since) {
        return Flux.using(
                () -> switchboard.open(resident, since), this::events, switchboard::close);
    }

    private Flux<ServerSentEvent<String>> events(Line line) {
        Flux<ServerSentEvent<String>> inbox = line.rings().concatMap(ring -> answer(line, ring), 1);
        Flux<ServerSentEvent<String>> ticks =
                line.ticks()
                        .map(this::toEvent)
                        .concatWith(Flux.defer(() -> line.isOverrun() ? resync(line) : none()));
        // Nothing is fetched beforehand: what a slow reader is behind by stays on the line.
        return Flux.merge(1, Flux.just(hello(line.reached())), inbox, ticks, heartbeat(line))
                .takeUntil(LiveController::isLast)
                .take(settings.life());
    }

    private Flux<ServerSentEvent<String>> answer(Line line, Ring ring) {
        return switch (ring) {
            case Ring.Look look -> catchUp(line, settings.replayed());
            case Ring.Town town -> tell(line, town);
        };
    }

    private Flux<ServerSentEvent<String>> tell(Line line, Ring.Town town) {
        Place here = line.reached();
        if (here.town() >= town.head()) {
            return none();
        }
        if (here.town() != town.since()) {
            return catchUp(line, settings.replayed());
        }
        line.reached(new Place(here.own(), town.head()));
        return town.told().isEmpty() ? none() : Flux.just(toEvent(line.reached(), town.told()));
    }

    private Flux<ServerSentEvent<String>> catchUp(Line line, int most) {
        return changes.since(line.resident(), line.reached(), CHANGES)
                .flatMapMany(found -> tell(line, found, most))
                .onErrorResume(ProblemException.class, gone -> beginAnew(line))
                // The database is away for a while; the next ring looks again.
                .onErrorResume(fault -> Flux.empty());
    }

    private Flux<ServerSentEvent<String>> tell(Line line, Changes found, int most) {
        if (found.more() && most <= CHANGES) {
            return beginAnew(line);
        }
        line.reached(found.next());
        Flux<ServerSentEvent<String>> told = found.isEmpty() ? none() : Flux.just(toEvent(found));
        return found.more()
                ? told.concatWith(Flux.defer(() -> catchUp(line, most - CHANGES)))
                : told;
    }

    private Flux<ServerSentEvent<String>> beginAnew(Line line) {
        return changes.head(line.resident())
                .doOnNext(line::reached)
                .thenMany(Flux.defer(() -> resync(line)));
    }

    private Flux<ServerSentEvent<String>> heartbeat(Line line) {
        return Flux.interval(settings.heartbeat())
                .onBackpressureDrop()
                .map(beat -> ServerSentEvent.<String>builder().comment("heartbeat").build())
                .takeUntilOther(line.ended());
    }

    private static ServerSentEvent<String> hello(Place since) {
        return ServerSentEvent.<String>builder()
                .id(since.token().text())
                .event("open")
                .retry(reconnect())
                .data("{}")
                .build();
    }

    private static Duration reconnect() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextInt(RECONNECT_FROM_MILLIS, RECONNECT_TO_MILLIS));
    }

    private ServerSentEvent<String> toEvent(Changes found) {
        return toEvent(
                found.next(),
                found.items().stream().map(item -> toRef(item.id(), item.version())).toList(),
                found.gone());
    }

    private ServerSentEvent<String> toEvent(Place next, List<Told> told) {
        return toEvent(
                next,
                told.stream()
                        .filter(one -> !one.gone())
                        .map(one -> toRef(one.id(), one.version()))
                        .toList(),
                told.stream().filter(Told::gone).map(Told::id).toList());
    }

    /** Ids and versions only; what is written there is fetched with the app's own token. */
    private ServerSentEvent<String> toEvent(
            Place next, List<Map<String, Object>> items, List<UUID> gone) {
        return ServerSentEvent.<String>builder()
                .id(next.token().text())
                .event(Tick.INBOX)
                .data(json.writeValueAsString(Map.of("items", items, "gone", gone)))
                .build();
    }

    private static Map<String, Object> toRef(UUID id, long version) {
        return Map.of("id", id, "version", version);
    }

    private ServerSentEvent<String> toEvent(Tick tick) {
        return ServerSentEvent.<String>builder()
                .event(tick.event())
                .data(json.writeValueAsString(tick.data()))
                .build();
    }

    private static Flux<ServerSentEvent<String>> resync(Line line) {
        return Flux.just(
                ServerSentEvent.<String>builder()
                        .id(line.reached().token().text())
                        .event("resync")
                        .data("{}")
                        .build());
    }

    private static boolean isLast(ServerSentEvent<String> event) {
        return "resync".equals(event.event());
    }

    private static Flux<ServerSentEvent<String>> none() {
        return Flux.empty();
    }
}
