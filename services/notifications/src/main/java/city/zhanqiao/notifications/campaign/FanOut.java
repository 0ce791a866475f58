package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.delivery.NewDelivery;
import city.zhanqiao.notifications.device.Device;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Audience;
import city.zhanqiao.notifications.news.Message;
import city.zhanqiao.notifications.news.Reach;
import city.zhanqiao.notifications.news.Tags;
import city.zhanqiao.notifications.preference.Preference;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Turns campaigns into deliveries, some residents at a time. How far it came is written with what
 * it did, so a crash neither loses anybody nor tells anybody twice.
 */
final class FanOut {

    private static final int RESIDENTS = 500;

    private static final String HOLD =
            """
            SELECT campaign.id, campaign.lane, campaign.per_second, campaign.fanned_to,
                   campaign.devices, campaign.started_at, campaign.broadcast, broadcast.subject,
                   broadcast.template, broadcast.template_version, broadcast.valid_until,
                   broadcast.divisions, broadcast.topics, broadcast.groups
              FROM campaign JOIN broadcast ON broadcast.id = campaign.broadcast
             WHERE campaign.state = 'RUNNING'
             ORDER BY campaign.lane, campaign.id
             LIMIT 1
               FOR UPDATE OF campaign SKIP LOCKED
            """;

    private static final String AUDIENCE =
            "SELECT "
                    + Recipients.COLUMNS
                    + ", "
                    + Preferences.COLUMNS
                    + """
                      FROM recipient
                      JOIN broadcast ON broadcast.id = :broadcast AND concerns(broadcast, recipient)
                      LEFT JOIN preference ON preference.resident = recipient.resident
                     WHERE recipient.resident > :after
                       AND recipient.deleted_at IS NULL AND recipient.joined_to IS NULL
                     ORDER BY recipient.resident
                     LIMIT :limit
                    """;

    private static final String ADVANCE =
            """
            UPDATE campaign
               SET fanned_to = :to, residents = residents + :residents,
                   devices = devices + :devices,
                   state = CASE WHEN :over THEN 'DONE' ELSE state END,
                   ended_at = CASE WHEN :over THEN :at::timestamptz END,
                   version = version + CASE WHEN :over THEN 1 ELSE 0 END
             WHERE id = :id
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Preferences preferences;
    private final Devices devices;
    private final Deliveries deliveries;
    private final Templates templates;
    private final Reach reach;
    private final Tags tags;
    private final InstantSource clock;

    FanOut(
            DatabaseClient database,
            Transactions transactions,
            Preferences preferences,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            Reach reach,
            Tags tags,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.preferences = preferences;
        this.devices = devices;
        this.deliveries = deliveries;
        this.templates = templates;
        this.reach = reach;
        this.tags = tags;
        this.clock = clock;
    }

    /** Takes the most urgent campaign some residents further. */
    Mono<Job.Found> step() {
        return transactions
                .run(
                        database.sql(HOLD)
                                .map(this::toRun)
                                .one()
                                .flatMap(run -> listNext(run).flatMap(some -> goOn(run, some))))
                .defaultIfEmpty(Job.Found.NOTHING);
    }

    private Mono<List<Reader>> listNext(Run run) {
        return database.sql(AUDIENCE)
                .bind("broadcast", run.broadcast())
                .bind("after", run.fannedTo())
                .bind("limit", RESIDENTS)
                .map(row -> new Reader(Recipients.toRecipient(row), preferences.toPreference(row)))
                .all()
                .collectList();
    }

    private Mono<Job.Found> goOn(Run run, List<Reader> some) {
        return devices.reachableOf(some.stream().map(Reader::id).toList())
                .map(theirs -> toDeliveries(run, some, theirs))
                .flatMap(fresh -> deliveries.add(fresh).then(advance(run, some, fresh.size())))
                .thenReturn(Job.Found.MORE);
    }

    private List<NewDelivery> toDeliveries(
            Run run, List<Reader> some, Map<ResidentId, List<Device>> theirs) {
        List<NewDelivery> fresh = new ArrayList<>();
        for (Reader reader : some) {
            fresh.addAll(
                    reach.of(
                            run.message(run.devices() + fresh.size()),
                            reader.recipient(),
                            reader.preference(),
                            theirs.getOrDefault(reader.id(), List.of())));
        }
        return fresh;
    }

    private Mono<Void> advance(Run run, List<Reader> some, int count) {
        boolean over = some.size() < RESIDENTS;
        return database.sql(ADVANCE)
                .bind("id", run.id())
                .bind("to", some.isEmpty() ? run.fannedTo() : some.getLast().id().value())
                .bind("residents", some.size())
                .bind("devices", count)
                .bind("over", over)
                .bind("at", Columns.timestamp(clock.instant()))
                .then();
    }

    private Run toRun(Readable row) {
        Audience audience =
                new Audience(
                        Set.of(Columns.get(row, "divisions", String[].class)),
                        Set.of(Columns.get(row, "topics", String[].class)),
                        Set.of(Columns.get(row, "groups", String[].class)));
        Lane lane = Lane.of(Columns.get(row, "lane", Integer.class));
        return new Run(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "broadcast", UUID.class),
                lane,
                templates.pinned(
                        Columns.get(row, "template", String.class),
                        Columns.get(row, "template_version", Integer.class)),
                tags.of(Columns.get(row, "subject", String.class)),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "valid_until"),
                Columns.find(row, "per_second", Integer.class),
                Columns.get(row, "fanned_to", String.class),
                Columns.get(row, "devices", Long.class),
                AlertTopics.reach(lane, audience));
    }

    private record Reader(Recipient recipient, Preference preference) {
        ResidentId id() {
            return recipient.id();
        }
    }

    /**
     * A campaign under way.
     *
     * @param perSecond pace; empty for as fast as it goes
     * @param fannedTo the last resident that was looked at
     * @param devices so far
     */
    private record Run(
            UUID id,
            UUID broadcast,
            Lane lane,
            Template template,
            String tag,
            Instant startedAt,
            Instant validUntil,
            Optional<Integer> perSecond,
            String fannedTo,
            long devices,
            boolean byTopic) {

        /** What goes to a device that has so many before it. */
        Message message(long before) {
            return new Message(
                    broadcast,
                    template,
                    lane,
                    tag,
                    perSecond
                            .map(pace -> startedAt.plus(Duration.ofMillis(before * 1000 / pace)))
                            .orElse(startedAt),
                    validUntil,
                    Optional.empty(),
                    byTopic);
        }
    }
}
