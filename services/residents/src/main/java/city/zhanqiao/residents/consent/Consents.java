package city.zhanqiao.residents.consent;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.residents.profile.Heirs;
import city.zhanqiao.web.language.Language;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The stored consents, those taken back included. */
final class Consents implements Heirs {

    private static final String COLUMNS =
            "id, resident, actor, code, text_version, text_hash, language, purpose, data_kinds,"
                    + " recipient, sensitive, channel, given_at, withdrawn_at";

    private static final String ADD =
            "INSERT INTO consent (resident, actor, code, text_version, text_hash, language,"
                + " purpose, data_kinds, recipient, sensitive, channel, given_at) VALUES"
                + " (:resident, :actor, :code, :version, :hash, :language, :purpose, :dataKinds,"
                + " :recipient, :sensitive, 'ONLINE', :at) ON CONFLICT (resident, purpose,"
                + " recipient) WHERE withdrawn_at IS NULL DO NOTHING RETURNING "
                    + COLUMNS;

    private static final String OUTDATE =
            "UPDATE consent SET withdrawn_at = :at, withdrawn_by = :by WHERE resident = :resident"
                + " AND (code = :code OR purpose = :purpose AND recipient = :recipient) AND"
                + " withdrawn_at IS NULL AND (code, text_version) <> (:code, :version) RETURNING "
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM consent WHERE id = :id";

    private static final String OF =
            "SELECT "
                    + COLUMNS
                    + " FROM consent WHERE resident = :resident OR actor = :resident ORDER BY id"
                    + " DESC";

    private static final String STANDING =
            "SELECT "
                    + COLUMNS
                    + " FROM consent WHERE resident = :resident AND withdrawn_at IS NULL ORDER BY"
                    + " id";

    private static final String WITHDRAW =
            """
            UPDATE consent SET withdrawn_at = :at, withdrawn_by = :by
             WHERE id = :id AND withdrawn_at IS NULL
            """;

    private static final String INHERIT =
            "UPDATE consent SET resident = :kept WHERE resident = :former AND withdrawn_at IS NOT"
                    + " NULL";

    private static final String CLOSE =
            """
            UPDATE consent SET resident = :kept, withdrawn_at = :at, withdrawn_by = :former
             WHERE resident = :former AND withdrawn_at IS NULL
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Consents(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Ends what was agreed to in another version, so that one consent stands. */
    Flux<Consent> outdate(ResidentId resident, ResidentId actor, ConsentText text, Instant at) {
        return database.sql(OUTDATE)
                .bind("resident", resident.value())
                .bind("purpose", text.purpose())
                .bind("recipient", text.recipient())
                .bind("code", text.code())
                .bind("version", text.version())
                .bind("by", actor.value())
                .bind("at", Columns.timestamp(at))
                .map(Consents::toConsent)
                .all();
    }

    /** Empty when consent for this purpose and recipient stands already. */
    Mono<Consent> add(
            ResidentId resident,
            ResidentId actor,
            ConsentText text,
            Language language,
            Instant at) {
        return database.sql(ADD)
                .bind("resident", resident.value())
                .bind("actor", actor.value())
                .bind("code", text.code())
                .bind("version", text.version())
                .bind("hash", text.hash(language))
                .bind("language", language.tag())
                .bind("purpose", text.purpose())
                .bind("dataKinds", text.dataKinds().toArray(String[]::new))
                .bind("recipient", text.recipient())
                .bind("sensitive", text.sensitive())
                .bind("at", Columns.timestamp(at))
                .map(Consents::toConsent)
                .one();
    }

    Mono<Consent> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(Consents::toConsent).one();
    }

    /** About the resident or given by them, newest first. */
    Flux<Consent> listOf(ResidentId resident) {
        return database.sql(OF).bind("resident", resident.value()).map(Consents::toConsent).all();
    }

    Flux<Consent> listStanding(ResidentId resident) {
        return database.sql(STANDING)
                .bind("resident", resident.value())
                .map(Consents::toConsent)
                .all();
    }

    /** Whether it was taken back now; it may have been before. */
    Mono<Boolean> withdraw(UUID id, String by, Instant at) {
        return database.sql(WITHDRAW)
                .bind("id", id)
                .bind("by", by)
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** What was agreed to under a log-in that is given up is asked again; the history stays. */
    @Override
    public Mono<Void> inherit(ResidentId former, ResidentId kept) {
        return database.sql(CLOSE)
                .bind("former", former.value())
                .bind("kept", kept.value())
                .bind("at", Columns.timestamp(clock.instant()))
                .then()
                .then(
                        database.sql(INHERIT)
                                .bind("former", former.value())
                                .bind("kept", kept.value())
                                .then());
    }

    private static Consent toConsent(Readable row) {
        return new Consent(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "resident", String.class)),
                new ResidentId(Columns.get(row, "actor", String.class)),
                Columns.get(row, "code", String.class),
                Columns.get(row, "text_version", Integer.class),
                Columns.get(row, "text_hash", String.class),
                Columns.get(row, "language", String.class),
                Columns.get(row, "purpose", String.class),
                List.of(Columns.get(row, "data_kinds", String[].class)),
                Columns.get(row, "recipient", String.class),
                Columns.get(row, "sensitive", Boolean.class),
                Columns.get(row, "channel", String.class),
                Columns.instant(row, "given_at"),
                Columns.find(row, "withdrawn_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant));
    }
}
