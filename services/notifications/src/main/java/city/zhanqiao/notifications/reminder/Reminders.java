package city.zhanqiao.notifications.reminder;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.news.News;
import city.zhanqiao.notifications.news.Tell;
import city.zhanqiao.notifications.preference.Preference;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.recipient.Recipients;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reminders of all residents. A reminder is taken and told in one transaction, so it is told
 * once; one that fell due while nobody ran is told late, or dropped when it is of no more use. What
 * is due is decided by the database's clock.
 */
final class Reminders {

    private static final int BATCH = 100;
    private static final String FACTS = "reminder.facts";

    private static final String PUT =
            """
            INSERT INTO reminder (resident, subject, name, template, facts, link, source_key, due_at,
                                  valid_until)
            SELECT :resident, :subject, :name, :template, :facts, :link, :sourceKey, :dueAt,
                   :validUntil
             WHERE :validUntil > now()
            ON CONFLICT (subject, name) DO UPDATE
               SET resident = excluded.resident, template = excluded.template,
                   facts = excluded.facts, link = excluded.link, source_key = excluded.source_key,
                   due_at = excluded.due_at, valid_until = excluded.valid_until
            """;

    private static final String DROP = "DELETE FROM reminder WHERE subject = :subject";

    private static final String TAKE_DUE =
            """
            DELETE FROM reminder
             WHERE id IN (SELECT id FROM reminder WHERE due_at <= now()
                           ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING resident, subject, name, template, facts, link, source_key, due_at,
                      valid_until, valid_until > now() AS useful
            """;

    private static final String OF =
            """
            SELECT subject, name, due_at, valid_until FROM reminder
             WHERE resident = :resident ORDER BY due_at, subject, name
            """;

    private static final String MOVE =
            "UPDATE reminder SET resident = :resident WHERE resident = :former";

    private static final String DELETE = "DELETE FROM reminder WHERE resident = :resident";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Recipients recipients;
    private final Preferences preferences;
    private final Tell tell;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final InstantSource clock;

    Reminders(
            DatabaseClient database,
            Transactions transactions,
            Recipients recipients,
            Preferences preferences,
            Tell tell,
            FieldCipher cipher,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.recipients = recipients;
        this.preferences = preferences;
        this.tell = tell;
        this.cipher = cipher;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Puts all reminders about a subject in place of those there were, in the caller's transaction.
     * One that would fall into quiet hours goes before them, unless they have begun.
     */
    Mono<Void> schedule(String subject, List<Reminder> wanted) {
        return drop(subject)
                .thenMany(Flux.fromIterable(wanted).concatMap(this::awake))
                .concatMap(this::put)
                .then();
    }

    /** Nothing more is to be told about it. */
    Mono<Void> drop(String subject) {
        return database.sql(DROP).bind("subject", subject).then();
    }

    /** Tells what is due. */
    Mono<Job.Found> step() {
        return transactions.run(
                database.sql(TAKE_DUE)
                        .bind("limit", BATCH)
                        .map(this::toDue)
                        .all()
                        .collectList()
                        .flatMap(due ->
                                Flux.fromIterable(due)
                                        .filter(Due::useful)
                                        .concatMap(one -> tell(one.reminder()))
                                        .then()
                                        .thenReturn(found(due))));
    }

    Mono<Void> move(ResidentId former, ResidentId resident) {
        return database.sql(MOVE)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    Mono<Void> delete(ResidentId resident) {
        return database.sql(DELETE).bind("resident", resident.value()).then();
    }

    private Mono<Reminder> awake(Reminder reminder) {
        return recipients
                .get(reminder.resident())
                .zipWith(preferences.of(reminder.resident()))
                .map(both -> awake(reminder, both.getT1(), both.getT2()));
    }

    private Reminder awake(Reminder reminder, Recipient recipient, Preference preference) {
        return preference
                .quiet()
                .flatMap(quiet -> quiet.startOf(reminder.dueAt(), recipient.zone()))
                .map(start -> start.minusSeconds(60))
                .filter(start -> start.isAfter(clock.instant()))
                .map(reminder::at)
                .orElse(reminder);
    }

    private Mono<Void> put(Reminder reminder) {
        return database.sql(PUT)
                .bind("resident", reminder.resident().value())
                .bind("subject", reminder.subject())
                .bind("name", reminder.name())
                .bind("template", reminder.template())
                .bind("facts", cipher.seal(json.writeValueAsString(reminder.facts()), FACTS))
                .bind("link", reminder.link())
                .bind("sourceKey", reminder.sourceKey())
                .bind("dueAt", Columns.timestamp(reminder.dueAt()))
                .bind("validUntil", Columns.timestamp(reminder.validUntil()))
                .then();
    }

    private Mono<Void> tell(Reminder due) {
        return tell.resident(
                new News(
                        due.resident(),
                        Lane.PERSONAL,
                        "reminders",
                        due.sourceKey(),
                        due.subject(),
                        due.template(),
                        due.facts(),
                        Optional.of(due.link()),
                        clock.instant(),
                        Optional.of(due.validUntil())));
    }

    private static Job.Found found(List<Due> due) {
        return due.size() == BATCH ? Job.Found.MORE : Job.Found.NOTHING;
    }

    private Due toDue(Readable row) {
        return new Due(
                new Reminder(
                        new ResidentId(Columns.get(row, "resident", String.class)),
                        Columns.get(row, "subject", String.class),
                        Columns.get(row, "name", String.class),
                        Columns.get(row, "template", String.class),
                        open(Columns.get(row, "facts", byte[].class)),
                        Columns.get(row, "link", String.class),
                        Columns.get(row, "source_key", String.class),
                        Columns.instant(row, "due_at"),
                        Columns.instant(row, "valid_until")),
                Columns.get(row, "useful", Boolean.class));
    }

    private Map<String, String> open(byte[] sealed) {
        return json.readValue(
                cipher.open(sealed, FACTS), new TypeReference<Map<String, String>>() {});
    }

    /** What a resident will be reminded of. */
    Flux<Planned> listOf(ResidentId resident) {
        return database.sql(OF)
                .bind("resident", resident.value())
                .map(row ->
                        new Planned(
                                Columns.get(row, "subject", String.class),
                                Columns.get(row, "name", String.class),
                                Columns.instant(row, "due_at"),
                                Columns.instant(row, "valid_until")))
                .all();
    }

    /** A reminder that is still to come. */
    record Planned(String subject, String name, Instant dueAt, Instant validUntil) {}

    /** A reminder that was taken, and whether anybody still needs it. */
    private record Due(Reminder reminder, boolean useful) {}

    /** Whether an instant is still to come. */
    boolean isAhead(Instant instant) {
        return instant.isAfter(clock.instant());
    }
}
