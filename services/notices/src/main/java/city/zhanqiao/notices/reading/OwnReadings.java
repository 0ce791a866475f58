package city.zhanqiao.notices.reading;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.resident.Interests.Interest;
import city.zhanqiao.web.page.Cursor;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What concerns a resident, and which of it they have read. */
final class OwnReadings {

    /**
     * Which notices touch a place of the resident and, where narrowed, a topic or group of theirs.
     */
    private static final String CONCERNS =
            """
              FROM notice
              LEFT JOIN notice_reading AS reading
                ON reading.notice = notice.id AND reading.resident = :resident
             WHERE notice.state = 'PUBLISHED' AND notice.valid_until > :now
               AND notice.divisions && :places
               AND (notice.topics = '{}' OR notice.topics && :topics)
               AND (notice.groups = '{}' OR notice.groups && :groups)
            """;

    private static final String UNREAD = " AND coalesce(reading.edition, 0) < notice.edition ";

    /** Emergencies first, then what was published last; content is only taken of what is shown. */
    private static final String LIST_FOUND =
            "WITH found AS (SELECT notice.id, notice.urgent, notice.published_at AS newest,"
                    + " coalesce(reading.edition, 0) >= notice.edition AS read"
                    + CONCERNS;

    private static final String LIST_REST =
            """
                       AND (:beforeTime IS NULL
                            OR (notice.urgent, notice.published_at, notice.id) < (:beforeUrgent, :beforeTime, :beforeId))
                     ORDER BY notice.urgent DESC, notice.published_at DESC, notice.id DESC
                     LIMIT :limit)
            """
                    + "SELECT found.read, "
                    + PublicNotices.COLUMNS
                    + " FROM found JOIN notice ON notice.id = found.id"
                    + PublicNotices.EDITIONS
                    + " ORDER BY found.urgent DESC, found.newest DESC, found.id DESC";

    private static final String LIST = LIST_FOUND + LIST_REST;

    private static final String LIST_UNREAD = LIST_FOUND + UNREAD + LIST_REST;

    private static final String COUNT_UNREAD =
            "SELECT count(*) AS unread FROM (SELECT 1"
                    + CONCERNS
                    + UNREAD
                    + " LIMIT 100) AS first_hundred";

    private static final String MARK =
            """
            INSERT INTO notice_reading (resident, notice, edition, read_at)
            SELECT :resident, id, edition, :now FROM notice WHERE id = :id AND state <> 'UNPUBLISHED'
            ON CONFLICT (resident, notice) DO UPDATE
               SET edition = excluded.edition, read_at = excluded.read_at
            """;

    private static final String UNMARK =
            "DELETE FROM notice_reading WHERE resident = :resident AND notice = :id";

    private final DatabaseClient database;
    private final PublicNotices notices;
    private final InstantSource clock;

    OwnReadings(DatabaseClient database, PublicNotices notices, InstantSource clock) {
        this.database = database;
        this.notices = notices;
        this.clock = clock;
    }

    /** What concerns the reader, a page of it. */
    Flux<ForResident> list(Reader reader, boolean unread, Optional<Cursor> cursor, int limit) {
        GenericExecuteSpec list =
                bind(database.sql(unread ? LIST_UNREAD : LIST), reader).bind("limit", limit);
        list =
                Columns.bind(
                        list,
                        "beforeTime",
                        cursor.map(at -> Columns.timestamp(at.instant(0))),
                        OffsetDateTime.class);
        list = Columns.bind(list, "beforeId", cursor.map(at -> at.uuid(1)), UUID.class);
        list =
                Columns.bind(
                        list, "beforeUrgent", cursor.map(at -> at.number(2) == 1), Boolean.class);
        return list.map(row ->
                        new ForResident(
                                notices.toNotice(row), Columns.get(row, "read", Boolean.class)))
                .all();
    }

    /** How many of them are unread; 100 stands for all above. */
    Mono<Long> countUnread(Reader reader) {
        return bind(database.sql(COUNT_UNREAD), reader)
                .map(row -> Columns.get(row, "unread", Long.class))
                .one();
    }

    /** Marks the present edition as read; whether there is such a notice. */
    Mono<Boolean> mark(String resident, NoticeId id) {
        return database.sql(MARK)
                .bind("resident", resident)
                .bind("id", id.value())
                .bind("now", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .map(count -> count == 1);
    }

    Mono<Void> unmark(String resident, NoticeId id) {
        return database.sql(UNMARK).bind("resident", resident).bind("id", id.value()).then();
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, Reader reader) {
        return statement
                .bind("resident", reader.resident())
                .bind("now", Columns.timestamp(clock.instant()))
                .bind("places", array(reader.interest().divisions()))
                .bind("topics", array(reader.interest().topics()))
                .bind("groups", array(reader.interest().groups()));
    }

    private static String[] array(Set<String> codes) {
        return codes.toArray(String[]::new);
    }

    /** Who reads, and what concerns them. */
    record Reader(String resident, Interest interest) {}

    /** A notice as it concerns one resident. */
    record ForResident(PublicNotice notice, boolean read) {}
}
