package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.page.Cursor;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** What is to happen when: publications that wait for their hour, begins and ends. */
final class StaffCalendar {

    private static final String LIST =
            """
            WITH entry (notice, at, what) AS (
                SELECT id, publish_at, 'PUBLICATION' FROM notice
                 WHERE stage = 'SCHEDULED' AND publish_at >= :from AND publish_at < :until
                 UNION ALL
                SELECT id, valid_from, 'BEGIN' FROM notice
                 WHERE state = 'PUBLISHED' AND valid_from >= :from AND valid_from < :until
                 UNION ALL
                SELECT id, valid_until, 'END' FROM notice
                 WHERE state = 'PUBLISHED' AND valid_until >= :from AND valid_until < :until)
            SELECT entry.notice, entry.at, entry.what,
                   CASE WHEN what = 'PUBLICATION' THEN proposal ELSE content END ->> 'kind' AS kind,
                   CASE WHEN what = 'PUBLICATION' THEN proposal ELSE content END
                       #>> '{texts,zh-Hans,title}' AS title
              FROM entry JOIN notice ON notice.id = entry.notice
             WHERE (:district IS NULL OR NOT EXISTS
                    (SELECT FROM unnest(notice.scope) AS place
                      WHERE NOT starts_with(place, :district)))
               AND (:afterTime IS NULL
                    OR (entry.at, entry.notice, entry.what) > (:afterTime, :afterNotice, :afterWhat))
             ORDER BY entry.at, entry.notice, entry.what
             LIMIT :limit
            """;

    private final DatabaseClient database;

    StaffCalendar(DatabaseClient database) {
        this.database = database;
    }

    /** Entries from a time (inclusive) until another (exclusive), in their order. */
    Flux<Entry> list(
            Instant from,
            Instant until,
            Optional<DivisionCode> district,
            Optional<Cursor> after,
            int limit) {
        GenericExecuteSpec list =
                database.sql(LIST)
                        .bind("from", Columns.timestamp(from))
                        .bind("until", Columns.timestamp(until))
                        .bind("limit", limit);
        list = Columns.bind(list, "district", district.map(DivisionCode::value), String.class);
        list =
                Columns.bind(
                        list,
                        "afterTime",
                        after.map(at -> Columns.timestamp(at.instant(0))),
                        OffsetDateTime.class);
        list = Columns.bind(list, "afterNotice", after.map(at -> at.uuid(1)), UUID.class);
        list = Columns.bind(list, "afterWhat", after.map(at -> at.string(2)), String.class);
        return list.map(StaffCalendar::toEntry).all();
    }

    private static Entry toEntry(Readable row) {
        return new Entry(
                new NoticeId(Columns.get(row, "notice", UUID.class)),
                Columns.instant(row, "at"),
                What.valueOf(Columns.get(row, "what", String.class)),
                Content.Kind.valueOf(Columns.get(row, "kind", String.class)),
                Columns.get(row, "title", String.class));
    }

    /** What happens. */
    enum What {
        /** An approved edition goes public. */
        PUBLICATION,
        /** What a notice tells of begins. */
        BEGIN,
        /** It is over, and the notice is no longer listed. */
        END
    }

    /** One thing that is to happen. */
    record Entry(NoticeId noticeId, Instant at, What what, Content.Kind kind, String title) {

        Cursor place() {
            return Cursor.of(at, noticeId.value(), what.name());
        }
    }
}
