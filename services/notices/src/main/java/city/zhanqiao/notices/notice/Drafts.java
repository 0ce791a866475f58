package city.zhanqiao.notices.notice;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import reactor.core.publisher.Mono;

/**
 * Begins drafts out of something else than a publisher's own words, such as an alert or a template;
 * what follows is a publisher's work as with any other.
 */
public final class Drafts {

    private final Desk desk;
    private final Idempotency idempotency;

    Drafts(Desk desk, Idempotency idempotency) {
        this.desk = desk;
        this.idempotency = idempotency;
    }

    /**
     * The draft, or the problem that the house's rules see in it.
     *
     * @param operation tells acts under one key apart
     */
    public Mono<NewDraft> begin(
            Caller.Staff writer, IdempotencyKey key, String operation, Content content) {
        return idempotency
                .once(
                        new Act(writer, key, operation, content),
                        NewDraft.class,
                        desk.begin(writer, content)
                                .map(outcome ->
                                        outcome.map(notice ->
                                                new NewDraft(
                                                        notice.id(), notice.version().number()))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }
}
