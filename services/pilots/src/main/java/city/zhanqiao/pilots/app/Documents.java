package city.zhanqiao.pilots.app;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.etag.IfMatch;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One of the documents that apps obey, with all its versions. A new version is proposed by one
 * person and put in force by another. Changes run in the transaction that the caller has opened.
 *
 * @param <T> what the document is a list of
 */
final class Documents<T> {

    private static final String VERSIONS =
            """
            SELECT version, status, content::text AS content, reason, author, proposed_at, approver,
                   decided_at
              FROM app_document
             WHERE name = :name
             ORDER BY version DESC
            """;

    private static final String REPLACE =
            "UPDATE app_document SET status = 'REPLACED' WHERE name = :name AND status = :status";

    private static final String ADD =
            """
            INSERT INTO app_document (name, version, status, content, reason, author, proposed_at)
            VALUES (:name, :version, :status, :content, :reason, :author, :at)
            """;

    private static final String DECIDE =
            """
            UPDATE app_document SET status = :status, approver = :approver, decided_at = :at
             WHERE name = :name AND version = :version AND status = 'PROPOSED'
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final JsonMapper json;
    private final JavaType type;
    private final String name;

    Documents(
            DatabaseClient database,
            AuditLog audit,
            InstantSource clock,
            JsonMapper json,
            String name,
            Class<T> part) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
        this.type = json.getTypeFactory().constructCollectionType(List.class, part);
        this.name = name;
    }

    /** The document with its history. */
    Mono<Document<T>> find() {
        return database.sql(VERSIONS)
                .bind("name", name)
                .map(this::toEdition)
                .all()
                .collectList()
                .map(Document::new);
    }

    /** Proposes a version; one that still waits is replaced by it. */
    Mono<Outcome<Document<T>, Refusal>> propose(
            Caller.Staff author, IfMatch seen, List<T> content, String reason) {
        return add(author, seen, content, reason, Status.PROPOSED, "propose");
    }

    /** Puts a version in force at once: for what must not wait for a second person. */
    Mono<Outcome<Document<T>, Refusal>> put(
            Caller.Staff author, IfMatch seen, List<T> content, String reason) {
        return add(author, seen, content, reason, Status.IN_FORCE, "put");
    }

    /** Puts the proposed version in force. */
    Mono<Outcome<Document<T>, Refusal>> approve(Caller.Staff approver, IfMatch seen) {
        return findProposed(seen)
                .map(found -> found.then(edition -> checkApprover(edition, approver)))
                .flatMap(
                        Outcomes.then(edition ->
                                replace(Status.IN_FORCE)
                                        .then(decide(edition, approver, Status.IN_FORCE))));
    }

    /** Sends the proposed version back; its author may withdraw it in this way. */
    Mono<Outcome<Document<T>, Refusal>> reject(Caller.Staff staff, IfMatch seen) {
        return findProposed(seen)
                .flatMap(Outcomes.then(edition -> decide(edition, staff, Status.REJECTED)));
    }

    private Mono<Outcome<Document<T>, Refusal>> add(
            Caller.Staff author,
            IfMatch seen,
            List<T> content,
            String reason,
            Status status,
            String act) {
        return find().map(document -> check(document, seen))
                .flatMap(
                        Outcomes.then(document ->
                                replace(status)
                                        .then(insert(author, document, content, reason, status))
                                        .then(note(author, act))))
                .onErrorResume(
                        DataIntegrityViolationException.class,
                        twin -> Mono.just(Outcome.refused(new Refusal.Stale())));
    }

    private Mono<Void> insert(
            Caller.Staff author, Document<T> document, List<T> content, String reason, Status as) {
        return database.sql(ADD)
                .bind("name", name)
                .bind("version", document.version().number() + 1)
                .bind("status", as.name())
                .bind("content", Json.of(json.writeValueAsString(content)))
                .bind("reason", reason)
                .bind("author", author.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .then();
    }

    private Mono<Void> replace(Status status) {
        return database.sql(REPLACE).bind("name", name).bind("status", status.name()).then();
    }

    private Mono<Outcome<Document<T>, Refusal>> decide(
            Edition<T> edition, Caller.Staff by, Status status) {
        return database.sql(DECIDE)
                .bind("name", name)
                .bind("version", edition.version())
                .bind("status", status.name())
                .bind("approver", by.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 1
                                ? note(by, status == Status.IN_FORCE ? "approve" : "reject")
                                : Mono.just(Outcome.refused(new Refusal.Stale())));
    }

    private Mono<Outcome<Document<T>, Refusal>> note(Caller.Staff staff, String act) {
        return audit.add(AuditEntry.done(staff, name + "." + act, name))
                .then(find())
                .map(Outcome::done);
    }

    private Mono<Outcome<Edition<T>, Refusal>> findProposed(IfMatch seen) {
        return find().map(document ->
                check(document, seen)
                        .then(current ->
                                current.proposed()
                                        .<Outcome<Edition<T>, Refusal>>map(Outcome::done)
                                        .orElseGet(() ->
                                                Outcome.refused(new Refusal.NothingProposed()))));
    }

    private static <T> Outcome<Document<T>, Refusal> check(Document<T> document, IfMatch seen) {
        return seen.admits(document.version())
                ? Outcome.done(document)
                : Outcome.refused(new Refusal.Stale());
    }

    private static <T> Outcome<Edition<T>, Refusal> checkApprover(
            Edition<T> edition, Caller.Staff approver) {
        return edition.author().equals(approver.id())
                ? Outcome.refused(new Refusal.ApproverIsAuthor())
                : Outcome.done(edition);
    }

    private Edition<T> toEdition(Readable row) {
        return new Edition<>(
                Columns.get(row, "version", Long.class),
                Status.valueOf(Columns.get(row, "status", String.class)),
                json.readValue(Columns.get(row, "content", String.class), type),
                Columns.get(row, "reason", String.class),
                new StaffId(Columns.get(row, "author", String.class)),
                Columns.instant(row, "proposed_at"),
                Columns.find(row, "approver", String.class).map(StaffId::new),
                Columns.find(row, "decided_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant));
    }

    /** How far a version has come. */
    enum Status {
        PROPOSED,
        IN_FORCE,
        REJECTED,
        REPLACED
    }

    /** One version of the content. */
    record Edition<T>(
            long version,
            Status status,
            List<T> content,
            String reason,
            StaffId author,
            Instant proposedAt,
            Optional<StaffId> approver,
            Optional<Instant> decidedAt) {}

    /**
     * The document.
     *
     * @param editions newest first
     */
    record Document<T>(List<Edition<T>> editions) {

        /** Of the newest edition, whatever became of it; 1 before the first. */
        Version version() {
            return new Version(editions.isEmpty() ? 1 : editions.getFirst().version());
        }

        List<T> inForce() {
            return with(Status.IN_FORCE).map(Edition::content).orElse(List.of());
        }

        /** Grows whenever what is in force changes. */
        long inForceVersion() {
            return with(Status.IN_FORCE).map(Edition::version).orElse(0L);
        }

        Optional<Edition<T>> proposed() {
            return with(Status.PROPOSED);
        }

        private Optional<Edition<T>> with(Status status) {
            return editions.stream().filter(edition -> edition.status() == status).findFirst();
        }
    }
}
