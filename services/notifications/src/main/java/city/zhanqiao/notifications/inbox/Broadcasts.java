package city.zhanqiao.notifications.inbox;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.AfterCommit;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** What many are told, in one row each. */
public final class Broadcasts {

    /** Holds the counter until the commit, so that changes are numbered in their order. */
    private static final String TAKE_TURN =
            "UPDATE broadcast_counter SET last_seq = last_seq + 1 RETURNING last_seq";

    private static final String TAKE_BACK =
            """
            WITH turn AS (UPDATE broadcast_counter
                             SET last_seq = last_seq + (SELECT count(*) FROM broadcast
                                                         WHERE subject = :subject
                                                           AND gone_at IS NULL)
                          RETURNING last_seq),
                 old AS (SELECT id, row_number() OVER (ORDER BY seq DESC) - 1 AS place
                           FROM broadcast WHERE subject = :subject AND gone_at IS NULL)
            UPDATE broadcast SET gone_at = :at, seq = turn.last_seq - old.place
              FROM turn, old WHERE broadcast.id = old.id
            RETURNING broadcast.id
            """;

    private static final String ADD =
            """
            INSERT INTO broadcast (seq, source, source_key, subject, kind, status, template,
                                   template_version, facts, link, divisions, topics, groups,
                                   occurred_at, created_at, valid_until)
            VALUES (:seq, :source, :sourceKey, :subject, :kind, :status, :template,
                    :templateVersion, :facts::jsonb, :link, :divisions, :topics, :groups,
                    :occurredAt, :createdAt, :validUntil)
            ON CONFLICT (source, source_key) DO NOTHING
            RETURNING id
            """;

    private static final String KNOWN =
            "SELECT id FROM broadcast WHERE source = :source AND source_key = :sourceKey";

    private final DatabaseClient database;
    private final InboxRows rows;
    private final InboxBell bell;
    private final InstantSource clock;

    Broadcasts(DatabaseClient database, InboxRows rows, InboxBell bell, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Puts it into everybody's inbox, in the caller's transaction, in place of what was said about
     * the same before; empty when it is there already.
     */
    public Mono<Added> add(NewBroadcast fresh) {
        return isKnown(fresh)
                .filter(known -> !known)
                .flatMap(unknown -> takeBack(fresh.subject()))
                .flatMap(replaced -> insert(fresh).map(id -> new Added(id, replaced)));
    }

    /**
     * What became of a broadcast.
     *
     * @param replaced earlier ones about the same
     */
    public record Added(UUID id, List<UUID> replaced) {}

    /** Takes back what was said about something; tells what that was. */
    public Mono<List<UUID>> takeBack(String subject) {
        return database.sql(TAKE_BACK)
                .bind("subject", subject)
                .bind("at", Columns.timestamp(clock.instant()))
                .map(row -> Columns.get(row, "id", UUID.class))
                .all()
                .collectList()
                .flatMap(ids -> AfterCommit.run(bell::ringForAll).thenReturn(ids));
    }

    private Mono<Boolean> isKnown(NewBroadcast fresh) {
        return database.sql(KNOWN)
                .bind("source", fresh.source())
                .bind("sourceKey", fresh.sourceKey())
                .map(row -> Columns.get(row, "id", UUID.class))
                .one()
                .hasElement();
    }

    private Mono<UUID> insert(NewBroadcast fresh) {
        return database.sql(TAKE_TURN)
                .map(row -> Columns.get(row, "last_seq", Long.class))
                .one()
                .flatMap(seq -> insert(fresh, seq));
    }

    private Mono<UUID> insert(NewBroadcast fresh, long seq) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("seq", seq)
                        .bind("source", fresh.source())
                        .bind("sourceKey", fresh.sourceKey())
                        .bind("subject", fresh.subject())
                        .bind("kind", fresh.template().kind().name())
                        .bind("status", fresh.template().status().name())
                        .bind("template", fresh.template().code())
                        .bind("templateVersion", fresh.template().version())
                        .bind("facts", rows.write(fresh.facts()))
                        .bind("divisions", Audience.array(fresh.audience().divisions()))
                        .bind("topics", Audience.array(fresh.audience().topics()))
                        .bind("groups", Audience.array(fresh.audience().groups()))
                        .bind("occurredAt", Columns.timestamp(fresh.occurredAt()))
                        .bind("createdAt", Columns.timestamp(clock.instant()))
                        .bind("validUntil", Columns.timestamp(fresh.validUntil()));
        return Columns.bind(add, "link", fresh.link(), String.class)
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }
}
