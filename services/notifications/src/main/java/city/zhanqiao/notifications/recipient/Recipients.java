package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.language.Language;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The copy of what residents say about themselves, and the counter of each inbox's changes. */
public final class Recipients {

    /** Of the table {@code recipient}. */
    public static final String COLUMNS =
            """
            recipient.resident, recipient.language, recipient.elder_mode, recipient.zone,
            recipient.fcm_consent
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM recipient WHERE resident = :resident";

    /**
     * Locks the row, so that the changes of one inbox have an order and none is overtaken. A former
     * id leads to the person who has it now.
     */
    private static final String TAKE_TURN =
            """
            INSERT INTO recipient AS r (resident, last_seq)
            SELECT coalesce((SELECT joined_to FROM recipient WHERE resident = :resident), :resident),
                   :turns
            ON CONFLICT (resident) DO UPDATE SET last_seq = r.last_seq + :turns
             WHERE r.deleted_at IS NULL
            RETURNING resident, language, elder_mode, zone, fcm_consent, last_seq
            """;

    private static final String PUT =
            """
            INSERT INTO recipient (resident, language, elder_mode, home, zone)
            VALUES (:resident, :language, :elderMode, :home, :zone)
            ON CONFLICT (resident) DO UPDATE
               SET language = excluded.language, elder_mode = excluded.elder_mode,
                   home = excluded.home, zone = excluded.zone
             WHERE recipient.deleted_at IS NULL
            """;

    private static final String MEET =
            "INSERT INTO recipient (resident) VALUES (:resident) ON CONFLICT DO NOTHING";

    /** Whoever synchronised before reads anew: other broadcasts concern them now. */
    private static final String PLACE =
            """
            INSERT INTO recipient AS r (resident, divisions, topics, groups, last_seq, placed_at_seq)
            VALUES (:resident, :divisions, :topics, :groups, 1, 1)
            ON CONFLICT (resident) DO UPDATE
               SET divisions = excluded.divisions, topics = excluded.topics,
                   groups = excluded.groups, last_seq = r.last_seq + 1,
                   placed_at_seq = r.last_seq + 1
             WHERE r.deleted_at IS NULL
            """;

    private static final String CONSENT =
            """
            INSERT INTO recipient (resident, fcm_consent) VALUES (:resident, :given)
            ON CONFLICT (resident) DO UPDATE SET fcm_consent = excluded.fcm_consent
             WHERE recipient.deleted_at IS NULL
            """;

    private static final String JOIN =
            """
            INSERT INTO recipient (resident, joined_to) VALUES (:former, :resident)
            ON CONFLICT (resident) DO UPDATE SET joined_to = excluded.joined_to
            """;

    private static final String DELETE =
            """
            INSERT INTO recipient (resident, deleted_at) VALUES (:resident, :at)
            ON CONFLICT (resident) DO UPDATE
               SET deleted_at = excluded.deleted_at, home = NULL, language = NULL,
                   elder_mode = false, fcm_consent = false, divisions = '{}', topics = '{}',
                   groups = '{}'
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Recipients(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes the next place in the order of the changes of an inbox, in the caller's transaction.
     * Follows a former id to the person who has it now; empty for somebody who was deleted.
     */
    public Mono<Recipient.Turn> takeTurn(ResidentId resident) {
        return takeTurns(resident, 1);
    }

    /** Takes several places at once; the turn tells the last of them. */
    public Mono<Recipient.Turn> takeTurns(ResidentId resident, long turns) {
        return database.sql(TAKE_TURN)
                .bind("resident", resident.value())
                .bind("turns", turns)
                .map(Recipients::toTurn)
                .one();
    }

    /** Somebody as far as known. */
    public Mono<Recipient> get(ResidentId resident) {
        return database.sql(FIND)
                .bind("resident", resident.value())
                .map(Recipients::toRecipient)
                .one()
                .defaultIfEmpty(Recipient.unknown(resident));
    }

    /** Knows from now on that there is such a resident. */
    public Mono<Void> meet(ResidentId resident) {
        return database.sql(MEET).bind("resident", resident.value()).then();
    }

    Mono<Void> place(
            ResidentId resident, List<String> divisions, List<String> topics, List<String> groups) {
        return database.sql(PLACE)
                .bind("resident", resident.value())
                .bind("divisions", divisions.toArray(String[]::new))
                .bind("topics", topics.toArray(String[]::new))
                .bind("groups", groups.toArray(String[]::new))
                .then();
    }

    Mono<Void> consent(ResidentId resident, boolean given) {
        return database.sql(CONSENT).bind("resident", resident.value()).bind("given", given).then();
    }

    Mono<Void> put(ProfileChanged profile) {
        GenericExecuteSpec put =
                database.sql(PUT)
                        .bind("resident", profile.residentId().value())
                        .bind("elderMode", profile.elderMode())
                        .bind("zone", profile.zone().orElse("Asia/Shanghai"));
        put =
                Columns.bind(
                        put,
                        "language",
                        profile.language().flatMap(Recipients::toLanguage).map(Language::tag),
                        String.class);
        return Columns.bind(put, "home", profile.homeDivision(), String.class).then();
    }

    Mono<Void> join(ResidentId former, ResidentId resident) {
        return database.sql(JOIN)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    Mono<Void> delete(ResidentId resident) {
        return database.sql(DELETE)
                .bind("resident", resident.value())
                .bind("at", Columns.timestamp(clock.instant()))
                .then();
    }

    private static Recipient.Turn toTurn(Readable row) {
        return new Recipient.Turn(toRecipient(row), Columns.get(row, "last_seq", Long.class));
    }

    /** Reads {@link #COLUMNS}. */
    public static Recipient toRecipient(Readable row) {
        return new Recipient(
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.find(row, "language", String.class).flatMap(Recipients::toLanguage),
                Columns.get(row, "elder_mode", Boolean.class),
                ZoneId.of(Columns.get(row, "zone", String.class)),
                Columns.get(row, "fcm_consent", Boolean.class));
    }

    /** The language of a BCP 47 tag; empty for one that the city does not speak. */
    public static Optional<Language> toLanguage(String tag) {
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(tag))
                .findFirst();
    }

    /** What the residents' events tell; an unknown zone puts the event aside. */
    record ProfileChanged(
            ResidentId residentId,
            Optional<String> language,
            boolean elderMode,
            Optional<String> homeDivision,
            Optional<String> zone) {
        ProfileChanged {
            zone.ifPresent(ZoneId::of);
        }
    }
}
