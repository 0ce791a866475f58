package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.Face.Expired;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.Face.Unpublished;
import city.zhanqiao.notices.notice.Face.Withdrawn;
import city.zhanqiao.notices.notice.Proposal.Scheduled;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * The stored notices. A change is one statement that only takes effect on the version it saw; what
 * lists need is taken out of the content in the same statement.
 */
final class Notices {

    private static final String COLUMNS =
            """
            id, version, state, edition, content::text AS content, published_at, ended_at, reason,
            stage, proposal::text AS proposal, writer, approver, publish_at
            """;

    private static final String ADD =
            """
            INSERT INTO notice (id, stage, proposal, writer, created_at, scope)
            VALUES (coalesce(:id, uuidv7()), 'DRAFT', :proposal, :writer, :at, :scope)
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """;

    private static final String FIND = "SELECT " + COLUMNS + " FROM notice WHERE id = :id";

    private static final String CHANGE =
            """
            UPDATE notice
               SET version = version + 1, state = :state, edition = :edition, content = :content,
                   published_at = :publishedAt, ended_at = :endedAt, reason = :reason,
                   stage = :stage, proposal = :proposal, writer = :writer, approver = :approver,
                   publish_at = :publishAt, kind = :kind, urgent = :urgent, divisions = :divisions,
                   places = :places,
                   topics = :topics, groups = :groups, valid_from = :validFrom,
                   valid_until = :validUntil, words = :words, pairs = :pairs,
                   attachments = :attachments, scope = :scope
             WHERE id = :id AND version = :version
            """;

    private static final String KEEP_EDITION =
            """
            INSERT INTO notice_edition (notice, edition, content, writer, approver, published_at)
            VALUES (:notice, :edition, :content, :writer, :approver, :at)
            """;

    private static final String TARGETS =
            "SELECT (content -> 'target')::text AS target FROM notice_edition WHERE notice = :id";

    private static final String MOVE_BOARD =
            "UPDATE board SET version = version + 1 RETURNING version";

    private static final String DESK =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM notice
                     WHERE (:stage IS NULL OR stage = :stage)
                       AND (:state IS NULL OR state = :state)
                       AND (:district IS NULL OR NOT EXISTS
                            (SELECT FROM unnest(scope) AS place
                              WHERE NOT starts_with(place, :district)))
                       AND (:before IS NULL OR id < :before)
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    /** Locked rows are in somebody else's hands and come at the next look. */
    private static final String DUE =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM notice
                     WHERE (stage = 'SCHEDULED' AND publish_at <= :now)
                        OR (state = 'PUBLISHED' AND valid_until <= :now)
                     ORDER BY id
                     LIMIT 1
                       FOR UPDATE SKIP LOCKED
                    """;

    private final DatabaseClient database;
    private final JsonMapper json;

    Notices(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<NoticeId> add(Content content, StaffId writer, Instant at) {
        return add(Optional.empty(), content, writer, at);
    }

    /** Adds it under an id of its own; empty when it is there already. */
    Mono<NoticeId> addAs(NoticeId id, Content content, StaffId writer, Instant at) {
        return add(Optional.of(id), content, writer, at);
    }

    private Mono<NoticeId> add(Optional<NoticeId> id, Content content, StaffId writer, Instant at) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("proposal", toJson(content))
                        .bind("writer", writer.value())
                        .bind("at", Columns.timestamp(at))
                        .bind(
                                "scope",
                                content.target().divisions().stream()
                                        .map(DivisionCode::value)
                                        .sorted()
                                        .toArray(String[]::new));
        return Columns.bind(add, "id", id.map(NoticeId::value), UUID.class)
                .map(row -> new NoticeId(Columns.get(row, "id", UUID.class)))
                .one();
    }

    Mono<Notice> find(NoticeId id) {
        return database.sql(FIND).bind("id", id.value()).map(this::toNotice).one();
    }

    /** Stores the notice in its new state, unless somebody was quicker. */
    Mono<Outcome<Version, Refusal>> change(Notice notice) {
        NoticeRow row = NoticeRow.of(notice);
        GenericExecuteSpec change =
                database.sql(CHANGE)
                        .bind("id", notice.id().value())
                        .bind("version", notice.version().number())
                        .bind("state", notice.face().state().name())
                        .bind("edition", row.edition())
                        .bind("urgent", row.isUrgent())
                        .bind("divisions", row.divisions())
                        .bind("places", row.places())
                        .bind("topics", row.topics())
                        .bind("groups", row.groups())
                        .bind("words", row.words())
                        .bind("pairs", row.pairs())
                        .bind("attachments", row.attachments())
                        .bind("scope", row.scope());
        change = Columns.bind(change, "content", row.content().map(this::toJson), Json.class);
        change = bindTime(change, "publishedAt", row.publishedAt());
        change = bindTime(change, "endedAt", row.endedAt());
        change = Columns.bind(change, "reason", row.reason(), String.class);
        change = Columns.bind(change, "stage", row.stage().map(Enum::name), String.class);
        change =
                Columns.bind(
                        change,
                        "proposal",
                        notice.proposal().map(next -> toJson(next.content())),
                        Json.class);
        change = Columns.bind(change, "writer", row.writer().map(StaffId::value), String.class);
        change = Columns.bind(change, "approver", row.approver().map(StaffId::value), String.class);
        change = bindTime(change, "publishAt", row.publishAt());
        change = Columns.bind(change, "kind", row.kind().map(Enum::name), String.class);
        change = bindTime(change, "validFrom", row.content().map(Content::validFrom));
        change = bindTime(change, "validUntil", row.content().map(Content::validUntil));
        return change.fetch()
                .rowsUpdated()
                .map(count ->
                        count == 1
                                ? Outcome.done(new Version(notice.version().number() + 1))
                                : Outcome.refused(new Refusal.Stale()));
    }

    /** Keeps what was public for ever. */
    Mono<Void> keepEdition(NoticeId id, Published published, StaffId writer, StaffId approver) {
        return database.sql(KEEP_EDITION)
                .bind("notice", id.value())
                .bind("edition", published.edition())
                .bind("content", toJson(published.content()))
                .bind("writer", writer.value())
                .bind("approver", approver.value())
                .bind("at", Columns.timestamp(published.at()))
                .then();
    }

    /** Whom the editions reached that were ever public, all together. */
    Mono<Content.Target> reached(NoticeId id) {
        return database.sql(TARGETS)
                .bind("id", id.value())
                .map(row ->
                        json.readValue(
                                Columns.get(row, "target", String.class), Content.Target.class))
                .all()
                .reduce(Content.Target::and);
    }

    /** Lists made before are out of date from now on. */
    Mono<Long> moveBoard() {
        return database.sql(MOVE_BOARD).map(row -> Columns.get(row, "version", Long.class)).one();
    }

    Flux<Notice> listDesk(
            Optional<Proposal.Stage> stage,
            Optional<Face.State> state,
            Optional<DivisionCode> district,
            Optional<UUID> before,
            int limit) {
        GenericExecuteSpec list = database.sql(DESK).bind("limit", limit);
        list = Columns.bind(list, "district", district.map(DivisionCode::value), String.class);
        list = Columns.bind(list, "stage", stage.map(Enum::name), String.class);
        list = Columns.bind(list, "state", state.map(Enum::name), String.class);
        return Columns.bind(list, "before", before, UUID.class).map(this::toNotice).all();
    }

    /**
     * One notice whose hour of publication or whose end has come, held until the transaction ends.
     */
    Mono<Notice> findDue(Instant now) {
        return database.sql(DUE).bind("now", Columns.timestamp(now)).map(this::toNotice).one();
    }

    private Json toJson(Content content) {
        return Json.of(json.writeValueAsString(content));
    }

    private Notice toNotice(Readable row) {
        return new Notice(
                new NoticeId(Columns.get(row, "id", UUID.class)),
                new Version(Columns.get(row, "version", Long.class)),
                toFace(row),
                Columns.find(row, "stage", String.class)
                        .map(stage -> toProposal(Proposal.Stage.valueOf(stage), row)));
    }

    private Face toFace(Readable row) {
        int edition = Columns.get(row, "edition", Integer.class);
        return switch (Face.State.valueOf(Columns.get(row, "state", String.class))) {
            case UNPUBLISHED -> new Unpublished();
            case PUBLISHED ->
                    new Published(
                            edition, content(row, "content"), Columns.instant(row, "published_at"));
            case WITHDRAWN ->
                    new Withdrawn(
                            edition,
                            content(row, "content"),
                            Columns.instant(row, "ended_at"),
                            Columns.get(row, "reason", String.class));
            case EXPIRED ->
                    new Expired(edition, content(row, "content"), Columns.instant(row, "ended_at"));
        };
    }

    private Proposal toProposal(Proposal.Stage stage, Readable row) {
        Content content = content(row, "proposal");
        StaffId writer = new StaffId(Columns.get(row, "writer", String.class));
        return switch (stage) {
            case DRAFT -> new Proposal.Draft(content, writer);
            case IN_REVIEW -> new Proposal.InReview(content, writer);
            case SCHEDULED ->
                    new Scheduled(
                            content,
                            writer,
                            new StaffId(Columns.get(row, "approver", String.class)),
                            Columns.instant(row, "publish_at"));
        };
    }

    private Content content(Readable row, String column) {
        return json.readValue(Columns.get(row, column, String.class), Content.class);
    }

    private static GenericExecuteSpec bindTime(
            GenericExecuteSpec statement, String name, Optional<Instant> time) {
        return Columns.bind(statement, name, time.map(Columns::timestamp), OffsetDateTime.class);
    }
}
