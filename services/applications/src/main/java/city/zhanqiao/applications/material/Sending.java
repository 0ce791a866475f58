package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.State;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.Material.Source;
import city.zhanqiao.applications.material.Document.Content;
import city.zhanqiao.applications.material.Uploads.Upload;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.file.Inspection;
import city.zhanqiao.data.file.Inspection.Fault;
import city.zhanqiao.data.file.Inspection.Inspected;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.core.io.buffer.DataBuffer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes a material in, in one request or in many: every piece that was stored counts, so a broken
 * connection costs a piece and not the upload. What is complete is looked at before it is kept.
 */
final class Sending {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final CaseAccess cases;
    private final Needed needed;
    private final Uploads uploads;
    private final Documents documents;
    private final Pieces pieces;
    private final Inspection inspection;
    private final AuditLog audit;
    private final Transactions transactions;
    private final MaterialSettings settings;

    Sending(
            CaseAccess cases,
            Needed needed,
            Uploads uploads,
            Documents documents,
            Pieces pieces,
            Inspection inspection,
            AuditLog audit,
            Transactions transactions,
            MaterialSettings settings) {
        this.cases = cases;
        this.needed = needed;
        this.uploads = uploads;
        this.documents = documents;
        this.pieces = pieces;
        this.inspection = inspection;
        this.audit = audit;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** Takes a part of a material, or all of it; gives how far it has come. */
    Mono<Progress> receive(
            Caller.Resident sender, Application it, Sent sent, Flux<DataBuffer> body) {
        requireOpen(it, needed.of(it, sent.material()));
        if (sent.range().total() > settings.maxSize().toBytes()) {
            throw new ProblemException(
                    MaterialProblem.UPLOAD_TOO_LARGE, settings.maxSize().toMegabytes());
        }
        return checkSeen(it, sent)
                .then(Mono.defer(() -> upload(it, sent)))
                .flatMap(upload -> store(upload, sent.range(), body))
                .flatMap(upload ->
                        upload.isComplete()
                                ? keep(sender, it, upload, sent)
                                : Mono.just(new Progress(upload.received(), upload.total())));
    }

    /** What is there is replaced only by somebody who has seen it. */
    private Mono<Void> checkSeen(Application it, Sent sent) {
        return documents
                .versionOf(it.facts().id(), sent.material())
                .doOnNext(sent.seen()::check)
                .then();
    }

    /**
     * A resident's own paper, while the case is in the resident's hands or the paper is awaited.
     */
    static void requireOpen(Application it, Material paper) {
        if (paper.source() == Source.AGENCY) {
            throw new ProblemException(MaterialProblem.MATERIAL_NOT_ASKED);
        }
        boolean open =
                it.state() == State.DRAFT
                        || it.state() == State.CORRECTION_REQUESTED
                        || it.openPapers().contains(paper.code());
        if (!open) {
            throw new ProblemException(MaterialProblem.MATERIALS_CLOSED);
        }
    }

    private Mono<Upload> upload(Application it, Sent sent) {
        Mono<Upload> known = uploads.find(it.facts().id(), sent.material());
        return sent.range().isBeginning()
                ? known.delayUntil(old -> pieces.remove(old.id(), old.pieces()))
                        .then(uploads.begin(it.facts().id(), sent.material(), sent.range().total()))
                : known.filter(upload -> sent.range().continues(upload))
                        .switchIfEmpty(known.flatMap(Sending::wrongOffset))
                        .switchIfEmpty(
                                Mono.error(() ->
                                        new ProblemException(
                                                MaterialProblem.UPLOAD_OFFSET_WRONG, 0)));
    }

    private static Mono<Upload> wrongOffset(Upload upload) {
        return Mono.error(
                new ProblemException(MaterialProblem.UPLOAD_OFFSET_WRONG, upload.received()));
    }

    /** One piece after the other: the next one is numbered by how many there are. */
    private Mono<Upload> store(Upload upload, ByteRange range, Flux<DataBuffer> body) {
        if (range.isQuestion()) {
            return Mono.just(upload);
        }
        AtomicReference<Upload> at = new AtomicReference<>(upload);
        return Pieces.cut(body)
                .concatMap(piece -> storeOne(at.get(), piece).doOnNext(at::set))
                .then(Mono.fromSupplier(at::get));
    }

    private Mono<Upload> storeOne(Upload upload, byte[] piece) {
        return pieces.put(upload.id(), upload.pieces(), piece)
                .then(uploads.advance(upload, piece.length))
                .switchIfEmpty(wrongOffset(upload));
    }

    private Mono<Progress> keep(Caller.Resident sender, Application it, Upload upload, Sent sent) {
        return inspection
                .of(pieces.read(upload.id(), upload.pieces()), sent.name(), sent.digest())
                .flatMap(outcome ->
                        switch (outcome) {
                            case Outcome.Done<Inspected, Fault>(Inspected found) ->
                                    transactions.run(keep(sender, it, upload, sent, found));
                            case Outcome.Refused<Inspected, Fault>(Fault fault) ->
                                    refuse(upload, fault);
                        })
                .thenReturn(new Progress(upload.total(), upload.total()));
    }

    private Mono<Boolean> keep(
            Caller.Resident sender,
            Application seen,
            Upload upload,
            Sent sent,
            Inspected inspected) {
        Content content =
                new Content(
                        upload.id(),
                        upload.total(),
                        upload.pieces(),
                        inspected.type().mediaType(),
                        inspected.sha256());
        return cases.lock(seen.facts().id())
                .doOnNext(it -> requireOpen(it, needed.of(it, sent.material())))
                .delayUntil(it -> checkSeen(it, sent))
                .flatMap(it ->
                        documents
                                .addContent(content)
                                .then(
                                        documents.put(
                                                it.facts().id(),
                                                sent.material(),
                                                it.facts().resident(),
                                                content.id(),
                                                sent.trust(),
                                                sent.name(),
                                                sender.name()))
                                .then(uploads.remove(upload.id()))
                                .then(audit.add(entry(sender, it, "material.upload")))
                                .then(supplement(sender, it, sent.material()))
                                .thenReturn(true));
    }

    /** What was promised has come. */
    private Mono<Void> supplement(Caller.Resident sender, Application it, String material) {
        return it.openPapers().contains(material)
                ? cases.supplement(sender, it, material)
                : Mono.empty();
    }

    /** What is wrong with the bytes stays wrong; a scanner that is silent may be asked again. */
    private Mono<Boolean> refuse(Upload upload, Fault fault) {
        return fault == Fault.SCANNER_SILENT
                ? Mono.error(toProblem(fault))
                : discard(upload).then(Mono.error(toProblem(fault)));
    }

    private static ProblemException toProblem(Fault fault) {
        return switch (fault) {
            case CHECKSUM_WRONG -> new ProblemException(MaterialProblem.CHECKSUM_WRONG);
            case MALICIOUS -> new ProblemException(MaterialProblem.MATERIAL_MALICIOUS);
            case TYPE_NOT_TAKEN -> new ProblemException(MaterialProblem.MATERIAL_TYPE_NOT_TAKEN);
            case NAME_CONTRADICTS ->
                    new ProblemException(MaterialProblem.MATERIAL_NAME_CONTRADICTS);
            case SCANNER_SILENT ->
                    new ProblemException(CommonProblem.SERVICE_UNAVAILABLE)
                            .withRetryAfter(TRY_AGAIN);
        };
    }

    private Mono<Void> discard(Upload upload) {
        return uploads.remove(upload.id()).then(pieces.remove(upload.id(), upload.pieces()));
    }

    static AuditEntry entry(Caller.Resident actor, Application it, String action) {
        AuditEntry entry =
                AuditEntry.done(actor, action, it.facts().id().toString(), it.facts().resident());
        return actor.id().equals(it.facts().resident())
                ? entry
                : entry.forPerson(it.facts().resident());
    }

    /** How far an upload has come, in bytes. */
    record Progress(long received, long total) {
        boolean isDone() {
            return received == total;
        }
    }
}
