package city.zhanqiao.residents.authority;

import static java.util.stream.Collectors.toUnmodifiableSet;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.Heirs;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The stored proxies. */
final class Proxies implements Heirs {

    static final String PROOF = "proxy.proof";

    private static final String COLUMNS =
            "id, principal, agent, items, valid_from, valid_until, channel, given_at, ended_at";

    /**
     * Two grants that close a cycle must not pass each other; giving is rare enough for one lock.
     */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('who may act for whom', 0))";

    private static final String REACHES =
            """
            WITH RECURSIVE live AS (
                SELECT principal, agent FROM proxy WHERE ended_at IS NULL AND valid_until >= :today),
            reached (resident) AS (
                SELECT agent FROM live WHERE principal = :from
                 UNION
                SELECT live.agent FROM live JOIN reached ON live.principal = reached.resident)
            SELECT EXISTS (SELECT 1 FROM reached WHERE resident = :to) AS reaches
            """;

    private static final String ADD =
            "INSERT INTO proxy (principal, agent, items, valid_from, valid_until, channel,"
                + " proof_kind, proof, recorded_by, given_at) VALUES (:principal, :agent, :items,"
                + " :from, :until, :channel, :proofKind, :proof, :recordedBy, :at) RETURNING "
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM proxy WHERE id = :id";

    private static final String BETWEEN =
            "SELECT " + COLUMNS + " FROM proxy WHERE agent = :agent AND principal = :principal";

    private static final String OF =
            "SELECT "
                    + COLUMNS
                    + " FROM proxy WHERE principal = :resident OR agent = :resident ORDER BY id"
                    + " DESC";

    private static final String END =
            """
            UPDATE proxy SET ended_at = :at, ended_by = :by WHERE id = :id AND ended_at IS NULL
            """;

    private static final String END_BETWEEN =
            """
            UPDATE proxy SET ended_at = coalesce(ended_at, :at), ended_by = coalesce(ended_by, 'JOINED')
             WHERE principal IN (:former, :kept) AND agent IN (:former, :kept)
            """;

    private static final String INHERIT =
            """
            UPDATE proxy SET principal = CASE principal WHEN :former THEN :kept ELSE principal END,
                             agent = CASE agent WHEN :former THEN :kept ELSE agent END
             WHERE (principal = :former OR agent = :former)
               AND NOT (principal IN (:former, :kept) AND agent IN (:former, :kept))
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Proxies(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<Void> lock() {
        return database.sql(LOCK).fetch().first().then();
    }

    /** Whether authority given by one leads to the other, directly or through others. */
    Mono<Boolean> reaches(ResidentId from, ResidentId to, LocalDate today) {
        return database.sql(REACHES)
                .bind("from", from.value())
                .bind("to", to.value())
                .bind("today", today)
                .map(row -> Columns.get(row, "reaches", Boolean.class))
                .one();
    }

    Mono<Proxy> add(
            ResidentId principal,
            ResidentId agent,
            Set<Matter> items,
            Term term,
            Optional<Recorded> recorded,
            Instant at) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("principal", principal.value())
                        .bind("agent", agent.value())
                        .bind("items", items.stream().map(Matter::code).toArray(String[]::new))
                        .bind("from", term.from())
                        .bind("until", term.until())
                        .bind(
                                "channel",
                                (recorded.isPresent() ? Proxy.Channel.WINDOW : Proxy.Channel.ONLINE)
                                        .name())
                        .bind("at", Columns.timestamp(at));
        add =
                Columns.bind(
                        add,
                        "proofKind",
                        recorded.map(it -> it.proof().kind().name()),
                        String.class);
        add =
                Columns.bind(
                        add,
                        "proof",
                        recorded.map(it -> cipher.seal(it.proof().reference(), PROOF)),
                        byte[].class);
        return Columns.bind(add, "recordedBy", recorded.map(it -> it.by().value()), String.class)
                .map(Proxies::toProxy)
                .one();
    }

    Mono<Proxy> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(Proxies::toProxy).one();
    }

    Flux<Proxy> listBetween(ResidentId agent, ResidentId principal) {
        return database.sql(BETWEEN)
                .bind("agent", agent.value())
                .bind("principal", principal.value())
                .map(Proxies::toProxy)
                .all();
    }

    /** Given and received, newest first. */
    Flux<Proxy> listOf(ResidentId resident) {
        return database.sql(OF).bind("resident", resident.value()).map(Proxies::toProxy).all();
    }

    /** Whether it ended now; it may have ended before. */
    Mono<Boolean> end(UUID id, String by, Instant at) {
        return database.sql(END)
                .bind("id", id)
                .bind("by", by)
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Nobody is their own agent: what the two ids gave each other ends. */
    @Override
    public Mono<Void> inherit(ResidentId former, ResidentId kept) {
        return database.sql(END_BETWEEN)
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

    private static Proxy toProxy(Readable row) {
        return new Proxy(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "principal", String.class)),
                new ResidentId(Columns.get(row, "agent", String.class)),
                Arrays.stream(Columns.get(row, "items", String[].class))
                        .map(Matter::new)
                        .collect(toUnmodifiableSet()),
                new Term(
                        Columns.get(row, "valid_from", LocalDate.class),
                        Columns.get(row, "valid_until", LocalDate.class)),
                Proxy.Channel.valueOf(Columns.get(row, "channel", String.class)),
                Columns.instant(row, "given_at"),
                Columns.find(row, "ended_at", OffsetDateTime.class).map(OffsetDateTime::toInstant));
    }

    /** Who saw which paper at a window. */
    record Recorded(StaffId by, Proof proof) {}
}
