package city.zhanqiao.notices.notice;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import reactor.core.publisher.Mono;

/** Begins drafts out of alerts; what follows is a publisher's work as with any other. */
public final class ImportedDrafts {

    private final Desk desk;
    private final Idempotency idempotency;

    ImportedDrafts(Desk desk, Idempotency idempotency) {
        this.desk = desk;
        this.idempotency = idempotency;
    }

    /** The draft, or the problem that the house's rules see in it. */
    public Mono<ImportedDraft> begin(Caller.Staff writer, IdempotencyKey key, Content content) {
        return idempotency
                .once(
                        new Act(writer, key, "import an alert", content),
                        ImportedDraft.class,
                        desk.begin(writer, content)
                                .map(outcome ->
                                        outcome.map(notice ->
                                                new ImportedDraft(
                                                        notice.id(), notice.version().number()))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }
}
