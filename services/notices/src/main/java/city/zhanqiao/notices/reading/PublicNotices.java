package city.zhanqiao.notices.reading;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.notice.SearchWords;
import city.zhanqiao.web.page.Cursor;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.UUID;

/** What the public can find. */
final class PublicNotices {

    static final String COLUMNS =
            """
            notice.id, notice.state, notice.edition, notice.content::text AS content, notice.reason,
            edition.published_at, first.published_at AS first_published_at
            """;

    static final String EDITIONS =
            """
              JOIN notice_edition AS edition
                ON edition.notice = notice.id AND edition.edition = notice.edition
              JOIN notice_edition AS first ON first.notice = notice.id AND first.edition = 1
            """;

    /** Content is only taken of what is shown, not of all that has to be sorted for it. */
    private static final String FOUND =
            """
            WITH found AS (
                SELECT id, published_at AS newest FROM notice
                 WHERE state = 'PUBLISHED' AND valid_until > :now
            """;

    private static final String IN_PLACE = " AND (divisions && :above OR places @> :place)";

    private static final String WITH_TOPIC = " AND :topic = ANY (topics)";

    private static final String OF_KIND = " AND kind = :kind";

    private static final String WITH_WORDS =
            " AND pairs @> :pairs AND position(:words IN words) > 0";

    private static final String FURTHER = " AND (published_at, id) < (:beforeTime, :beforeId)";

    private static final String SHOWN =
            " ORDER BY published_at DESC, id DESC LIMIT :limit) SELECT "
                    + COLUMNS
                    + " FROM found JOIN notice ON notice.id = found.id"
                    + EDITIONS
                    + " ORDER BY found.newest DESC, found.id DESC";

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM notice"
                    + EDITIONS
                    + " WHERE notice.id = :id AND notice.state <> 'UNPUBLISHED'";

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

    /** Only what is asked for is in the statement, so that the planner sees which index helps. */
    Flux<PublicNotice> list(Query query) {
        GenericExecuteSpec list =
                database.sql(statement(query))
                        .bind("now", Columns.timestamp(clock.instant()))
                        .bind("limit", query.limit());
        if (query.division().isPresent()) {
            list =
                    list.bind("above", query.placeAndAbove().toArray(String[]::new))
                            .bind("place", new String[] {query.division().get().value()});
        }
        if (query.topic().isPresent()) {
            list = list.bind("topic", query.topic().get());
        }
        if (query.kind().isPresent()) {
            list = list.bind("kind", query.kind().get().name());
        }
        if (query.words().isPresent()) {
            String words = query.words().get();
            list =
                    list.bind("words", words)
                            .bind("pairs", SearchWords.pairs(words).toArray(String[]::new));
        }
        if (query.cursor().isPresent()) {
            Cursor place = query.cursor().get();
            list =
                    list.bind("beforeTime", Columns.timestamp(place.instant(0)))
                            .bind("beforeId", place.uuid(1));
        }
        return list.map(this::toNotice).all();
    }

    private static String statement(Query query) {
        return FOUND
                + (query.division().isPresent() ? IN_PLACE : "")
                + (query.topic().isPresent() ? WITH_TOPIC : "")
                + (query.kind().isPresent() ? OF_KIND : "")
                + (query.words().isPresent() ? WITH_WORDS : "")
                + (query.cursor().isPresent() ? FURTHER : "")
                + SHOWN;
    }

    Mono<PublicNotice> find(NoticeId id) {
        return database.sql(FIND).bind("id", id.value()).map(this::toNotice).one();
    }

    PublicNotice toNotice(Readable row) {
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
}
