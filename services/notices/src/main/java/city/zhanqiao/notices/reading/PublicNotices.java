package city.zhanqiao.notices.reading;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.notice.SearchWords;
import city.zhanqiao.notices.resident.Interests.Interest;
import city.zhanqiao.web.page.Cursor;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the public can find. */
final class PublicNotices {

    private static final String COLUMNS =
            """
            notice.id, notice.state, notice.edition, notice.content::text AS content, notice.reason,
            edition.published_at, first.published_at AS first_published_at
            """;

    private static final String FROM =
            """
              FROM notice
              JOIN notice_edition AS edition
                ON edition.notice = notice.id AND edition.edition = notice.edition
              JOIN notice_edition AS first ON first.notice = notice.id AND first.edition = 1
            """;

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + FROM
                    + """
                     WHERE notice.state = 'PUBLISHED' AND notice.valid_until > :now
                       AND (:everywhere OR notice.divisions && :above OR notice.places @> :place)
                       AND (:topic IS NULL OR :topic = ANY (notice.topics))
                       AND (:kind IS NULL OR notice.kind = :kind)
                       AND (:words IS NULL OR (notice.pairs @> :pairs AND position(:words IN notice.words) > 0))
                       AND (:beforeTime IS NULL OR (notice.published_at, notice.id) < (:beforeTime, :beforeId))
                     ORDER BY notice.published_at DESC, notice.id DESC
                     LIMIT :limit
                    """;

    private static final String FIND =
            "SELECT " + COLUMNS + FROM + " WHERE notice.id = :id AND notice.state <> 'UNPUBLISHED'";

    /**
     * What concerns a resident: it touches one of the resident's places, and where it is narrowed
     * to topics or groups, one of theirs. Emergencies first, then what was published last.
     */
    private static final String FOR_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + ", coalesce(reading.edition, 0) >= notice.edition AS read"
                    + FROM
                    + """
                      LEFT JOIN notice_reading AS reading
                        ON reading.notice = notice.id AND reading.resident = :resident
                     WHERE notice.state = 'PUBLISHED' AND notice.valid_until > :now
                       AND notice.divisions && :places
                       AND (notice.topics = '{}' OR notice.topics && :topics)
                       AND (notice.groups = '{}' OR notice.groups && :groups)
                       AND (:beforeTime IS NULL
                            OR (notice.urgent, notice.published_at, notice.id) < (:beforeUrgent, :beforeTime, :beforeId))
                     ORDER BY notice.urgent DESC, notice.published_at DESC, notice.id DESC
                     LIMIT :limit
                    """;

    private static final String MARK_READ =
            """
            INSERT INTO notice_reading (resident, notice, edition, read_at)
            SELECT :resident, id, edition, :now FROM notice WHERE id = :id AND state <> 'UNPUBLISHED'
            ON CONFLICT (resident, notice) DO UPDATE
               SET edition = excluded.edition, read_at = excluded.read_at
            """;

    private static final String BOARD = "SELECT version FROM board";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final InstantSource clock;

    PublicNotices(DatabaseClient database, JsonMapper json, InstantSource clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Which version of everything public this is. */
    Mono<Long> boardVersion() {
        return database.sql(BOARD).map(row -> Columns.get(row, "version", Long.class)).one();
    }

    Flux<PublicNotice> list(Query query) {
        GenericExecuteSpec list =
                database.sql(LIST)
                        .bind("now", Columns.timestamp(clock.instant()))
                        .bind("everywhere", query.division().isEmpty())
                        .bind("above", query.placeAndAbove().toArray(String[]::new))
                        .bind(
                                "place",
                                query.division().stream()
                                        .map(code -> code.value())
                                        .toArray(String[]::new))
                        .bind(
                                "pairs",
                                query.words().stream()
                                        .flatMap(words -> SearchWords.pairs(words).stream())
                                        .toArray(String[]::new))
                        .bind("limit", query.limit());
        list = Columns.bind(list, "topic", query.topic(), String.class);
        list = Columns.bind(list, "kind", query.kind().map(Enum::name), String.class);
        list = Columns.bind(list, "words", query.words(), String.class);
        list = bindTime(list, "beforeTime", query.cursor().map(at -> at.instant(0)));
        list = Columns.bind(list, "beforeId", query.cursor().map(at -> at.uuid(1)), UUID.class);
        return list.map(this::toNotice).all();
    }

    Mono<PublicNotice> find(NoticeId id) {
        return database.sql(FIND).bind("id", id.value()).map(this::toNotice).one();
    }

    Flux<ForResident> listFor(
            String resident, Interest interest, Optional<Cursor> cursor, int limit) {
        GenericExecuteSpec list =
                database.sql(FOR_RESIDENT)
                        .bind("resident", resident)
                        .bind("now", Columns.timestamp(clock.instant()))
                        .bind("places", array(interest.divisions()))
                        .bind("topics", array(interest.topics()))
                        .bind("groups", array(interest.groups()))
                        .bind("limit", limit);
        list = bindTime(list, "beforeTime", cursor.map(at -> at.instant(0)));
        list = Columns.bind(list, "beforeId", cursor.map(at -> at.uuid(1)), UUID.class);
        list =
                Columns.bind(
                        list, "beforeUrgent", cursor.map(at -> at.number(2) == 1), Boolean.class);
        return list.map(row ->
                        new ForResident(toNotice(row), Columns.get(row, "read", Boolean.class)))
                .all();
    }

    /** Whether there is such a notice. */
    Mono<Boolean> markRead(String resident, NoticeId id) {
        return database.sql(MARK_READ)
                .bind("resident", resident)
                .bind("id", id.value())
                .bind("now", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .map(count -> count == 1);
    }

    private PublicNotice toNotice(Readable row) {
        String state = Columns.get(row, "state", String.class);
        return new PublicNotice(
                new NoticeId(Columns.get(row, "id", UUID.class)),
                Columns.get(row, "edition", Integer.class),
                json.readValue(Columns.get(row, "content", String.class), Content.class),
                Columns.instant(row, "published_at"),
                Columns.instant(row, "first_published_at"),
                Columns.find(row, "reason", String.class),
                state.equals("EXPIRED"));
    }

    private static String[] array(Set<String> codes) {
        return codes.toArray(String[]::new);
    }

    private static GenericExecuteSpec bindTime(
            GenericExecuteSpec statement, String name, Optional<Instant> time) {
        return Columns.bind(statement, name, time.map(Columns::timestamp), OffsetDateTime.class);
    }

    /** A notice as it concerns one resident. */
    record ForResident(PublicNotice notice, boolean read) {}
}
