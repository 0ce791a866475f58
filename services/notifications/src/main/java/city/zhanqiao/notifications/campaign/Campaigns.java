package city.zhanqiao.notifications.campaign;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.AfterCommit;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.delivery.NewTopicDelivery;
import city.zhanqiao.notifications.inbox.Broadcasts;
import city.zhanqiao.notifications.inbox.NewBroadcast;
import city.zhanqiao.notifications.news.Tags;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.push.PushProviders;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells many something: into all inboxes at once, and on to the devices one after the other. */
public final class Campaigns {

    private static final String START =
            """
            INSERT INTO campaign (broadcast, state, lane, per_second, created_at, started_at)
            VALUES (:broadcast, 'RUNNING', :lane, :perSecond, :at, :at)
            """;

    private static final String START_PROPOSED =
            """
            UPDATE campaign
               SET broadcast = :broadcast, state = 'RUNNING', started_at = :at,
                   version = version + 1
             WHERE id = :id
            """;

    /** What was replaced goes to no further device. */
    private static final String STOP =
            """
            UPDATE campaign SET state = 'CANCELLED', ended_at = :at, version = version + 1
             WHERE broadcast = ANY(:broadcasts) AND state = 'RUNNING'
            """;

    private final DatabaseClient database;
    private final Broadcasts broadcasts;
    private final Deliveries deliveries;
    private final PushProviders providers;
    private final Tags tags;
    private final InstantSource clock;
    private final FanOutBell bell;

    Campaigns(
            DatabaseClient database,
            Broadcasts broadcasts,
            Deliveries deliveries,
            PushProviders providers,
            Tags tags,
            InstantSource clock,
            FanOutBell bell) {
        this.database = database;
        this.broadcasts = broadcasts;
        this.deliveries = deliveries;
        this.providers = providers;
        this.tags = tags;
        this.clock = clock;
        this.bell = bell;
    }

    /** Tells it once, in the caller's transaction. */
    public Mono<Void> tell(NewBroadcast fresh, Lane lane) {
        return add(fresh, lane).flatMap(broadcast -> start(broadcast, lane));
    }

    /** Tells what was proposed, in the caller's transaction. */
    Mono<Void> tell(UUID campaign, NewBroadcast fresh, Lane lane) {
        return add(fresh, lane)
                .flatMap(broadcast ->
                        database.sql(START_PROPOSED)
                                .bind("id", campaign)
                                .bind("broadcast", broadcast)
                                .bind("at", Columns.timestamp(clock.instant()))
                                .then())
                .then(AfterCommit.run(bell::ring));
    }

    /** Takes back what was told about something; what is not sent yet never is. */
    public Mono<Void> takeBack(String subject) {
        return broadcasts.takeBack(subject).flatMap(this::stop);
    }

    private Mono<UUID> add(NewBroadcast fresh, Lane lane) {
        return broadcasts
                .add(fresh)
                .flatMap(added ->
                        stop(added.replaced())
                                .then(sendToTopics(added.id(), fresh, lane))
                                .thenReturn(added.id()));
    }

    private Mono<Void> start(UUID broadcast, Lane lane) {
        return Columns.bind(
                        database.sql(START)
                                .bind("broadcast", broadcast)
                                .bind("lane", lane.number())
                                .bind("at", Columns.timestamp(clock.instant())),
                        "perSecond",
                        Optional.empty(),
                        Integer.class)
                .then()
                .then(AfterCommit.run(bell::ring));
    }

    private Mono<Void> stop(List<UUID> replaced) {
        if (replaced.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(STOP)
                .bind("broadcasts", replaced.toArray(UUID[]::new))
                .bind("at", Columns.timestamp(clock.instant()))
                .then()
                .thenMany(Flux.fromIterable(replaced).concatMap(deliveries::cancel))
                .then();
    }

    /** One request reaches a district long before all of its devices are done one by one. */
    private Mono<Void> sendToTopics(UUID broadcast, NewBroadcast fresh, Lane lane) {
        if (!providers.isOn(Provider.FCM) || !AlertTopics.reach(lane, fresh.audience())) {
            return Mono.empty();
        }
        return Flux.fromIterable(AlertTopics.of(fresh.audience()))
                .concatMap(topic ->
                        deliveries.addTopic(
                                new NewTopicDelivery(
                                        broadcast,
                                        topic.name(),
                                        Provider.FCM,
                                        lane,
                                        tags.of(fresh.subject()),
                                        fresh.template(),
                                        topic.language(),
                                        fresh.validUntil())))
                .then();
    }
}
