package city.zhanqiao.notices.notice;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.Content.Attachment;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is known of the files of notices; their bytes lie elsewhere. */
public final class AttachmentRows {

    /** More than anybody reads, and an end to filling the store. */
    private static final int MOST = 20;

    /** A file whose bytes never came counts until it is swept. */
    private static final String BEGIN =
            """
            INSERT INTO attachment (notice, name, media_type, size, sha256, writer, created_at)
            SELECT :notice, :name, :mediaType, :size, :sha256, :writer, :at
             WHERE (SELECT count(*) FROM attachment WHERE notice = :notice) < :most
            RETURNING id
            """;

    private static final String COMPLETE =
            """
            UPDATE attachment SET complete = true WHERE id = :id
            RETURNING id, name, media_type, size, sha256
            """;

    private static final String FIND =
            """
            SELECT id, name, media_type, size, sha256 FROM attachment
             WHERE notice = :notice AND complete AND id = ANY (:ids)
             ORDER BY array_position(:ids, id)
            """;

    private static final String LIST =
            """
            SELECT id, name, media_type, size, sha256 FROM attachment
             WHERE notice = :notice AND complete ORDER BY id
            """;

    /** A withdrawn notice is still shown with its reason; its files are not. */
    private static final String FIND_PUBLIC =
            """
            SELECT attachment.id, name, media_type, size, sha256
              FROM attachment
              JOIN notice ON notice.id = attachment.notice
                         AND attachment.id = ANY (notice.attachments)
             WHERE attachment.id = :id AND complete AND notice.state IN ('PUBLISHED', 'EXPIRED')
            """;

    private static final String FIND_BROKEN =
            """
            SELECT id, name, media_type, size, sha256 FROM attachment
             WHERE NOT complete AND created_at < :before
             ORDER BY created_at LIMIT 1
            """;

    private static final String FORGET = "DELETE FROM attachment WHERE id = :id AND NOT complete";

    private final DatabaseClient database;

    AttachmentRows(DatabaseClient database) {
        this.database = database;
    }

    /** Makes room for a file whose bytes are to come; empty when the notice has too many. */
    public Mono<UUID> begin(
            NoticeId notice,
            String name,
            String mediaType,
            long size,
            String sha256,
            StaffId writer,
            Instant at) {
        return database.sql(BEGIN)
                .bind("notice", notice.value())
                .bind("name", name)
                .bind("mediaType", mediaType)
                .bind("size", size)
                .bind("sha256", sha256)
                .bind("writer", writer.value())
                .bind("at", Columns.timestamp(at))
                .bind("most", MOST)
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }

    /** Its bytes have come. */
    public Mono<Attachment> complete(UUID id) {
        return database.sql(COMPLETE).bind("id", id).map(AttachmentRows::toAttachment).one();
    }

    /** Files of a notice in the order asked for; what is not its own is left out. */
    Mono<List<Attachment>> find(NoticeId notice, List<UUID> ids) {
        return database.sql(FIND)
                .bind("notice", notice.value())
                .bind("ids", ids.toArray(UUID[]::new))
                .map(AttachmentRows::toAttachment)
                .all()
                .collectList();
    }

    /** One file of a notice, public or not. */
    public Mono<Attachment> find(NoticeId notice, UUID id) {
        return find(notice, List.of(id)).flatMapIterable(found -> found).next();
    }

    /** All files of a notice, the oldest first. */
    public Flux<Attachment> list(NoticeId notice) {
        return database.sql(LIST)
                .bind("notice", notice.value())
                .map(AttachmentRows::toAttachment)
                .all();
    }

    /** A file that the public sees. */
    public Mono<Attachment> findPublic(UUID id) {
        return database.sql(FIND_PUBLIC).bind("id", id).map(AttachmentRows::toAttachment).one();
    }

    /** One whose bytes never came. */
    public Mono<Attachment> findBroken(Instant before) {
        return database.sql(FIND_BROKEN)
                .bind("before", Columns.timestamp(before))
                .map(AttachmentRows::toAttachment)
                .one();
    }

    /** Forgets one whose bytes never came. */
    public Mono<Void> forget(UUID id) {
        return database.sql(FORGET).bind("id", id).then();
    }

    private static Attachment toAttachment(Readable row) {
        return new Attachment(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "name", String.class),
                Columns.get(row, "media_type", String.class),
                Columns.get(row, "size", Long.class),
                Columns.get(row, "sha256", String.class));
    }
}
