package city.zhanqiao.applications.material;

import city.zhanqiao.applications.material.Agencies.Answer.Absent;
import city.zhanqiao.applications.material.Agencies.Answer.Shared;
import city.zhanqiao.applications.material.Document.Content;
import city.zhanqiao.applications.material.Fetches.Wanted;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.file.Inspection;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.data.job.Job.Found;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import java.util.UUID;

/**
 * Fetches what agencies hold, so that no resident has to bring it. One that is silent is asked on.
 */
final class Fetching {

    private static final Logger log = LoggerFactory.getLogger(Fetching.class);
    private static final int AT_A_TIME = 8;
    private static final int AT_ONCE = 4;
    private static final Caller SHARING = new Caller.Service("sharing");

    private final Agencies agencies;
    private final Fetches fetches;
    private final Documents documents;
    private final Pieces pieces;
    private final AuditLog audit;
    private final Transactions transactions;

    Fetching(
            Agencies agencies,
            Fetches fetches,
            Documents documents,
            Pieces pieces,
            AuditLog audit,
            Transactions transactions) {
        this.agencies = agencies;
        this.fetches = fetches;
        this.documents = documents;
        this.pieces = pieces;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Asks for some of what is due. */
    Mono<Found> step() {
        return transactions
                .run(fetches.take(AT_A_TIME).collectList())
                .flatMapIterable(taken -> taken)
                .flatMap(wanted -> fetch(wanted).thenReturn(wanted), AT_ONCE)
                .count()
                .map(taken -> taken == AT_A_TIME ? Found.MORE : Found.NOTHING);
    }

    private Mono<Void> fetch(Wanted wanted) {
        return agencies.ask(wanted.question())
                .flatMap(answer ->
                        switch (answer) {
                            case Shared shared -> keep(wanted, shared);
                            case Absent absent -> fetches.absent(wanted.document());
                        })
                .onErrorResume(fault -> {
                    log.info(
                            "{} does not share {}: {}",
                            wanted.question().agency().value(),
                            wanted.question().paper(),
                            fault.toString());
                    return fetches.silent(wanted.document());
                });
    }

    private Mono<Void> keep(Wanted wanted, Shared shared) {
        UUID id = UUID.randomUUID();
        Content content =
                new Content(
                        id,
                        shared.bytes().length,
                        1,
                        shared.type(),
                        Inspection.sha256().digest(shared.bytes()));
        return pieces.put(id, 0, shared.bytes())
                .then(
                        transactions.run(
                                documents
                                        .addContent(content)
                                        .then(fetches.found(wanted.document(), id))
                                        .then(
                                                audit.add(
                                                        AuditEntry.done(
                                                                SHARING,
                                                                "material.fetch",
                                                                wanted.application().toString(),
                                                                wanted.question().person())))))
                .then();
    }
}
