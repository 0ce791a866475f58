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
    private final Claims claims;
    private final Idempotency idempotency;

    OfficeActs(Cases cases, BundleFlow bundles, Claims claims, Idempotency idempotency) {
        this.cases = cases;
        this.claims = claims;
        this.bundles = bundles;
        this.idempotency = idempotency;
    }

    /**
     * Does a step on a case before this member of staff, unless a colleague has claimed it.
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
        return tell(staff, key, verb, content, id, seen, step).map(ApplicationController::toAnswer);
    }

    /** The same, with the outcome for the caller to tell. */
    Mono<Outcome<Moved, Refusal>> tell(
            Caller.Staff staff,
            IdempotencyKey key,
            String verb,
            Object content,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return onCase(
                staff,
                key,
                verb,
                content,
                id,
                seen,
                found ->
                        claims.isAnothers(found, staff)
                                ? Mono.just(Outcome.refused(new Refusal.ClaimedByAnother()))
                                : step.apply(found));
    }

    /**
     * Does what another than the one who claimed the case has to do: the head, the second officer.
     */
    Mono<ResponseEntity<Moved>> beside(
            Caller.Staff staff,
            IdempotencyKey key,
            String verb,
            Object content,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return onCase(staff, key, verb, content, id, seen, step)
                .map(ApplicationController::toAnswer);
    }

    private Mono<Outcome<Moved, Refusal>> onCase(
            Caller.Staff staff,
            IdempotencyKey key,
            String verb,
            Object content,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return step(
                new Act(staff, key, verb + " application " + id, content),
                staff,
                cases.ofOffice(staff, id, seen),
                step);
    }

    /** Does a step on a case that is there. */
    Mono<Outcome<Moved, Refusal>> step(
            Act act,
            Caller actor,
            Mono<Outcome<Application, Refusal>> found,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return idempotency.once(
                act,
                Moved.class,
                found.flatMap(
                        Outcomes.then(it ->
                                step.apply(it)
                                        .flatMap(outcome -> bundles.after(it, outcome, actor)))));
    }

    /** Does something that begins a case. */
    Mono<Outcome<Moved, Refusal>> begin(Act act, Caller actor, Mono<Outcome<Moved, Refusal>> work) {
        return idempotency.once(
                act, Moved.class, work.flatMap(outcome -> bundles.after(outcome, actor)));
    }
}
