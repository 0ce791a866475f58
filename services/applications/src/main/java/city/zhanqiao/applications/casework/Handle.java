package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.Accepted;
import city.zhanqiao.applications.casework.Application.Approved;
import city.zhanqiao.applications.casework.Application.Submitted;
import city.zhanqiao.applications.casework.Application.UnderReview;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Mono;

import java.time.InstantSource;

/** What the office does with a case, step by step. */
final class Handle {

    private final CaseRecord record;
    private final InstantSource clock;

    Handle(CaseRecord record, InstantSource clock) {
        this.record = record;
        this.clock = clock;
    }

    /** 受理: the clerk takes the case on; the promise begins to run. */
    Mono<Outcome<Moved, Refusal>> accept(Caller.Staff clerk, Application application) {
        return application instanceof Submitted submitted
                ? record.move(submitted.accept(clerk.id(), clock.instant()), CaseStep.ACCEPT, clerk)
                : wrongState(application);
    }

    /** 审查: a reviewer takes it up. */
    Mono<Outcome<Moved, Refusal>> takeUp(Caller.Staff reviewer, Application application) {
        return application instanceof Accepted accepted
                ? record.move(accepted.takeUp(reviewer.id()), CaseStep.TAKE_UP, reviewer)
                : wrongState(application);
    }

    /** 准予. */
    Mono<Outcome<Moved, Refusal>> approve(Caller.Staff decider, Application application) {
        return application instanceof UnderReview review
                ? Mono.fromSupplier(() -> review.approve(decider.id(), clock.instant()))
                        .flatMap(
                                Outcomes.then(approved ->
                                        record.move(approved, CaseStep.APPROVE, decider)))
                : wrongState(application);
    }

    /** 不予, with the reason. */
    Mono<Outcome<Moved, Refusal>> refuse(
            Caller.Staff decider, Application application, String reason) {
        return application instanceof UnderReview review
                ? Mono.fromSupplier(() -> review.refuse(decider.id(), clock.instant(), reason))
                        .flatMap(
                                Outcomes.then(
                                        refused -> record.move(refused, CaseStep.REFUSE, decider)))
                : wrongState(application);
    }

    /** 制证: the result is made; its number follows from the receipt, so it exists once. */
    Mono<Outcome<Moved, Refusal>> issue(Caller.Staff clerk, Application application) {
        return application instanceof Approved approved
                ? record.move(
                        approved.issue("R" + approved.receipt().number(), clock.instant()),
                        CaseStep.ISSUE,
                        clerk)
                : wrongState(application);
    }

    private static Mono<Outcome<Moved, Refusal>> wrongState(Application application) {
        return Mono.just(Outcome.refused(new Refusal.WrongState(application.state())));
    }
}
