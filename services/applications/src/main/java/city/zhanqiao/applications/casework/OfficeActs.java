package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.IfMatch;

import org.springframework.http.ResponseEntity;

import reactor.core.publisher.Mono;

import java.util.function.Function;

/** Carries out one act of the office: once for its key, on the version that was seen. */
final class OfficeActs {

    private final Cases cases;
    private final BundleFlow bundles;
    private final Idempotency idempotency;

    OfficeActs(Cases cases, BundleFlow bundles, Idempotency idempotency) {
        this.cases = cases;
        this.bundles = bundles;
        this.idempotency = idempotency;
    }

    /**
     * Does a step on a case before this member of staff.
     *
     * @param verb what is done, for the receipt
     * @param content what was sent, part of the key's fingerprint
     */
    Mono<ResponseEntity<Moved>> act(
            Caller.Staff staff,
            IdempotencyKey key,
            String verb,
            Object content,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return idempotency
                .once(
                        new Act(staff, key, verb + " application " + id, content),
                        Moved.class,
                        cases.ofOffice(staff, id, seen)
                                .flatMap(Outcomes.then(step))
                                .flatMap(outcome -> bundles.after(outcome, staff)))
                .map(ApplicationController::toAnswer);
    }

    /** Does something that begins a case. */
    Mono<Outcome<Moved, Refusal>> begin(Act act, Caller actor, Mono<Outcome<Moved, Refusal>> work) {
        return idempotency.once(
                act, Moved.class, work.flatMap(outcome -> bundles.after(outcome, actor)));
    }
}
