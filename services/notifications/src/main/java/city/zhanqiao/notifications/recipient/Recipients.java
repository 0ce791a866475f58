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
import java.util.Optional;

/** The copy of what residents say about themselves, and the counter of each inbox's changes. */
public final class Recipients {

    private static final String JOINED_TO =
            "SELECT joined_to FROM recipient WHERE resident = :resident";

    /** Locks the row, so that the changes of one inbox have an order and none is overtaken. */
    private static final String TAKE_TURN =
            """
            INSERT INTO recipient AS r (resident, last_seq) VALUES (:resident, :turns)
            ON CONFLICT (resident) DO UPDATE SET last_seq = r.last_seq + :turns
             WHERE r.deleted_at IS NULL
            RETURNING resident, language, elder_mode, zone, last_seq
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
                   elder_mode = false
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
        return currentId(resident).flatMap(current -> takeTurns(current, 1));
    }

    /** Takes several places at once; the turn tells the last of them. */
    public Mono<Recipient.Turn> takeTurns(ResidentId current, long turns) {
        return database.sql(TAKE_TURN)
                .bind("resident", current.value())
                .bind("turns", turns)
                .map(Recipients::toTurn)
                .one();
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

    private Mono<ResidentId> currentId(ResidentId resident) {
        return database.sql(JOINED_TO)
                .bind("resident", resident.value())
                .map(row ->
                        Columns.find(row, "joined_to", String.class)
                                .map(ResidentId::new)
                                .orElse(resident))
                .one()
                .defaultIfEmpty(resident);
    }

    private static Recipient.Turn toTurn(Readable row) {
        return new Recipient.Turn(
                new Recipient(
                        new ResidentId(Columns.get(row, "resident", String.class)),
                        Columns.find(row, "language", String.class).flatMap(Recipients::toLanguage),
                        Columns.get(row, "elder_mode", Boolean.class),
                        ZoneId.of(Columns.get(row, "zone", String.class))),
                Columns.get(row, "last_seq", Long.class));
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
