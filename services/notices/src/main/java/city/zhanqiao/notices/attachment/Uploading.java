package city.zhanqiao.notices.attachment;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.file.Inspection;
import city.zhanqiao.data.file.Inspection.Fault;
import city.zhanqiao.data.file.Inspection.Inspected;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.notices.notice.AttachmentRows;
import city.zhanqiao.notices.notice.Content.Attachment;
import city.zhanqiao.notices.notice.NoticeId;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.unit.DataSize;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a file in: looked at as a whole, then its row, then its bytes, and only then is it there.
 * What breaks off on the way is swept.
 */
final class Uploading {

    private final Inspection inspection;
    private final AttachmentRows rows;
    private final Pieces pieces;
    private final Idempotency idempotency;
    private final AuditLog audit;
    private final InstantSource clock;
    private final DataSize maxSize;

    Uploading(
            Inspection inspection,
            AttachmentRows rows,
            Pieces pieces,
            Idempotency idempotency,
            AuditLog audit,
            InstantSource clock,
            DataSize maxSize) {
        this.inspection = inspection;
        this.rows = rows;
        this.pieces = pieces;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
        this.maxSize = maxSize;
    }

    /** Why a file is not taken. */
    sealed interface Refusal {
        /** Of its bytes or its name. */
        record Unfit(Fault fault) implements Refusal {}

        record TooLarge() implements Refusal {}

        record TooMany() implements Refusal {}
    }

    /** Keeps a file of a notice; the same file under the same key is kept once. */
    Mono<Outcome<Attachment, Refusal>> take(
            Caller.Staff writer,
            IdempotencyKey key,
            NoticeId notice,
            FileName name,
            Flux<DataBuffer> body) {
        return gather(body)
                .flatMap(bytes ->
                        inspection
                                .of(Flux.fromIterable(bytes), name, Optional.empty())
                                .flatMap(outcome ->
                                        switch (outcome) {
                                            case Outcome.Done<Inspected, Fault>(Inspected found) ->
                                                    keep(
                                                            new Upload(
                                                                    writer, key, notice, name,
                                                                    bytes, found));
                                            case Outcome.Refused<Inspected, Fault>(Fault fault) ->
                                                    refused(new Refusal.Unfit(fault));
                                        }))
                .switchIfEmpty(refused(new Refusal.TooLarge()));
    }

    /** The whole in pieces; empty when it is larger than what is taken. */
    private Mono<List<byte[]>> gather(Flux<DataBuffer> body) {
        long most = maxSize.toBytes() / Pieces.SIZE;
        return Pieces.cut(body)
                .take(most + 1)
                .collectList()
                .filter(all -> size(all) <= maxSize.toBytes());
    }

    private Mono<Outcome<Attachment, Refusal>> keep(Upload upload) {
        return begin(upload)
                .flatMap(id -> store(id, upload.bytes()).then(complete(upload, id)))
                .switchIfEmpty(refused(new Refusal.TooMany()));
    }

    private Mono<UUID> begin(Upload upload) {
        return rows.begin(
                upload.notice(),
                upload.name().value(),
                upload.found().type().mediaType(),
                size(upload.bytes()),
                upload.sha256(),
                upload.writer().id(),
                clock.instant());
    }

    private Mono<Void> store(UUID id, List<byte[]> bytes) {
        return Flux.range(0, bytes.size())
                .concatMap(number -> pieces.put(id, number, bytes.get(number)))
                .then();
    }

    private Mono<Outcome<Attachment, Refusal>> complete(Upload upload, UUID id) {
        Act act =
                new Act(
                        upload.writer(),
                        upload.key(),
                        "attach a file to notice " + upload.notice(),
                        upload.name().value() + " " + upload.sha256());
        return idempotency.once(
                act,
                Attachment.class,
                rows.complete(id)
                        .delayUntil(file ->
                                audit.add(
                                        AuditEntry.done(
                                                upload.writer(),
                                                "notice.attach",
                                                upload.notice().toString())))
                        .map(Outcome::done));
    }

    private static long size(List<byte[]> bytes) {
        return bytes.stream().mapToLong(piece -> piece.length).sum();
    }

    private static Mono<Outcome<Attachment, Refusal>> refused(Refusal refusal) {
        return Mono.fromSupplier(() -> Outcome.refused(refusal));
    }

    /** Bytes that were looked at, on their way into the store. */
    private record Upload(
            Caller.Staff writer,
            IdempotencyKey key,
            NoticeId notice,
            FileName name,
            List<byte[]> bytes,
            Inspected found) {

        String sha256() {
            return HexFormat.of().formatHex(found.sha256());
        }
    }
}
