package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.material.Document.Content;
import city.zhanqiao.applications.material.Document.State;
import city.zhanqiao.applications.material.Document.Trust;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.file.FileName;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored documents, one for each material of a case, and the contents they share. */
final class Documents {

    private static final String NAME = "document.name";

    private static final String SELECT =
            """
            SELECT document.id, document.application, document.material, document.resident,
                   document.state, document.trust, document.name, document.added_at,
                   document.version,
                   document.content, content.size, content.pieces, content.type, content.sha256
              FROM document LEFT JOIN content ON content.id = document.content
            """;

    private static final String ADD_CONTENT =
            """
            INSERT INTO content (id, size, pieces, type, sha256, created_at)
            VALUES (:id, :size, :pieces, :type, :sha256, :now)
            """;

    private static final String PUT =
            """
            INSERT INTO document (application, material, resident, state, trust, name, content,
                                  added_by, added_at)
            VALUES (:application, :material, :resident, 'KEPT', :trust, :name, :content, :by, :now)
            ON CONFLICT (application, material) DO UPDATE
               SET state = 'KEPT', trust = excluded.trust, name = excluded.name,
                   content = excluded.content, added_by = excluded.added_by,
                   added_at = excluded.added_at, next_try = NULL,
                   version = document.version + 1
            """;

    private static final String SEE =
            """
            INSERT INTO document (application, material, resident, state, trust, added_by, added_at)
            SELECT :application, seen.material, :resident, 'SEEN', 'B', :by, :now
              FROM unnest(:materials::text[]) AS seen (material)
            ON CONFLICT (application, material) DO UPDATE
               SET state = CASE document.state WHEN 'KEPT' THEN 'KEPT' ELSE 'SEEN' END,
                   trust = CASE document.trust WHEN 'A' THEN 'A' ELSE 'B' END, next_try = NULL,
                   version = document.version + 1
            """;

    private static final String AWAIT =
            """
            INSERT INTO document (application, material, resident, state, added_by, added_at,
                                  agency, next_try)
            SELECT :application, paper.material, :resident, 'AWAITED', 'sharing', :now,
                   paper.agency, :now
              FROM unnest(:materials::text[], :agencies::text[]) AS paper (material, agency)
            ON CONFLICT (application, material) DO NOTHING
            """;

    private static final String OF_CASE =
            SELECT + "WHERE document.application = :application ORDER BY document.material";

    private static final String FIND =
            SELECT + "WHERE document.application = :application AND document.material = :material";

    private static final String FIND_OWN =
            SELECT + "WHERE document.id = :id AND document.resident = :resident";

    private static final String OF_RESIDENT =
            SELECT
                    + """
                    WHERE document.resident = :resident
                      AND (:before IS NULL OR document.id < :before)
                      AND (NOT :reusable OR document.state = 'KEPT' AND document.trust <> 'A'
                                            AND document.added_at > :since)
                    ORDER BY document.id DESC LIMIT :limit
                    """;

    private static final String REMOVE =
            "DELETE FROM document WHERE application = :application AND material = :material";

    private static final String ORPHANS =
            """
            DELETE FROM content
             WHERE id IN (SELECT id FROM content
                           WHERE created_at < :before
                             AND NOT EXISTS (SELECT 1 FROM document WHERE content = content.id)
                           LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id, pieces
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Documents(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<Void> addContent(Content content) {
        return database.sql(ADD_CONTENT)
                .bind("id", content.id())
                .bind("size", content.size())
                .bind("pieces", content.pieces())
                .bind("type", content.type())
                .bind("sha256", content.sha256())
                .bind("now", now())
                .then();
    }

    /** Puts a content into the file of a case, in the place of what was there. */
    Mono<Void> put(
            ApplicationId application,
            String material,
            ResidentId resident,
            UUID content,
            Trust trust,
            FileName name,
            String by) {
        return database.sql(PUT)
                .bind("application", application.value())
                .bind("material", material)
                .bind("resident", resident.value())
                .bind("trust", trust.name())
                .bind("name", cipher.seal(name.value(), NAME))
                .bind("content", content)
                .bind("by", by)
                .bind("now", now())
                .then();
    }

    /** Notes that a clerk has seen the originals. */
    Mono<Void> see(
            ApplicationId application,
            ResidentId resident,
            Collection<String> materials,
            String clerk) {
        return database.sql(SEE)
                .bind("application", application.value())
                .bind("resident", resident.value())
                .bind("materials", materials.toArray(String[]::new))
                .bind("by", clerk)
                .bind("now", now())
                .then();
    }

    /** Notes what agencies will be asked for. */
    Mono<Void> await(ApplicationId application, ResidentId resident, List<Material> papers) {
        return database.sql(AWAIT)
                .bind("application", application.value())
                .bind("resident", resident.value())
                .bind("materials", papers.stream().map(Material::code).toArray(String[]::new))
                .bind(
                        "agencies",
                        papers.stream()
                                .map(paper -> paper.agency().orElseThrow().value())
                                .toArray(String[]::new))
                .bind("now", now())
                .then();
    }

    Flux<Document> listOf(ApplicationId application) {
        return database.sql(OF_CASE)
                .bind("application", application.value())
                .map(this::toDocument)
                .all();
    }

    Mono<Document> find(ApplicationId application, String material) {
        return database.sql(FIND)
                .bind("application", application.value())
                .bind("material", material)
                .map(this::toDocument)
                .one();
    }

    /** The version of what is there for a material; absent while nothing is. */
    Mono<Optional<Version>> versionOf(ApplicationId application, String material) {
        return find(application, material)
                .filter(Document::isThere)
                .map(Document::version)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    Mono<Document> findOwn(UUID id, ResidentId resident) {
        return database.sql(FIND_OWN)
                .bind("id", id)
                .bind("resident", resident.value())
                .map(this::toDocument)
                .one();
    }

    /** What a resident may use again: own uploads that are younger. Newest first. */
    Flux<Document> listReusable(
            ResidentId resident, Instant since, Optional<UUID> before, int limit) {
        return listOf(resident, true, since, before, limit);
    }

    /** Everything about a resident, for an export. */
    Flux<Document> listAll(ResidentId resident) {
        return listOf(resident, false, Instant.EPOCH, Optional.empty(), Integer.MAX_VALUE);
    }

    private Flux<Document> listOf(
            ResidentId resident,
            boolean reusable,
            Instant since,
            Optional<UUID> before,
            int limit) {
        GenericExecuteSpec list =
                database.sql(OF_RESIDENT)
                        .bind("resident", resident.value())
                        .bind("reusable", reusable)
                        .bind("since", Columns.timestamp(since))
                        .bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(this::toDocument).all();
    }

    /** Whether it was there. */
    Mono<Boolean> remove(ApplicationId application, String material) {
        return database.sql(REMOVE)
                .bind("application", application.value())
                .bind("material", material)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Forgets some contents that no document has any more, and gives them. */
    Flux<Orphan> forgetOrphans(Instant before) {
        return database.sql(ORPHANS)
                .bind("before", Columns.timestamp(before))
                .map(row ->
                        new Orphan(
                                Columns.get(row, "id", UUID.class),
                                Columns.get(row, "pieces", Integer.class)))
                .all();
    }

    private OffsetDateTime now() {
        return Columns.timestamp(clock.instant());
    }

    private Document toDocument(Readable row) {
        return new Document(
                Columns.get(row, "id", UUID.class),
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                Columns.get(row, "material", String.class),
                new ResidentId(Columns.get(row, "resident", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.find(row, "trust", String.class).map(Trust::valueOf),
                Columns.find(row, "name", byte[].class)
                        .map(sealed -> new FileName(cipher.open(sealed, NAME))),
                Columns.find(row, "content", UUID.class).map(id -> toContent(id, row)),
                Columns.instant(row, "added_at"),
                new Version(Columns.get(row, "version", Long.class)));
    }

    private static Content toContent(UUID id, Readable row) {
        return new Content(
                id,
                Columns.get(row, "size", Long.class),
                Columns.get(row, "pieces", Integer.class),
                Columns.get(row, "type", String.class),
                Columns.get(row, "sha256", byte[].class));
    }

    /** A content that nobody needs. */
    record Orphan(UUID content, int pieces) {}
}
