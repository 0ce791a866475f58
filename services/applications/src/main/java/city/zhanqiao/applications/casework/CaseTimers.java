package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job.Found;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.UUID;

/**
 * Acts where the law lets time act: accepts after silence, lapses, resumes. Each due case is locked
 * and skipped by other instances, so it is acted on once; what fell due while the service was down
 * is found at the next look, and takes effect as of the lawful day. A case that cannot be acted on
 * holds up no other.
 */
final class CaseTimers {

    private static final Logger log = LoggerFactory.getLogger(CaseTimers.class);

    private static final int AT_A_TIME = 20;

    private static final UUID FIRST = new UUID(0, 0);

    /** Under this name the clock stands in the history and the audit trail. */
    private static final Caller CLOCK = new Caller.Service("clock");

    private final DueCases cases;
    private final Handle handle;
    private final BundleFlow bundles;
    private final CaseClock clocks;
    private final Transactions transactions;

    CaseTimers(
            DueCases cases,
            Handle handle,
            BundleFlow bundles,
            CaseClock clocks,
            Transactions transactions) {
        this.cases = cases;
        this.handle = handle;
        this.bundles = bundles;
        this.clocks = clocks;
        this.transactions = transactions;
    }

    /** Acts on all cases that are due, each in a transaction of its own. */
    Mono<Found> act() {
        return actAfter(FIRST).thenReturn(Found.NOTHING);
    }

    private Mono<Void> actAfter(UUID after) {
        return cases.listDue(clocks.today(), after, AT_A_TIME)
                .collectList()
                .flatMap(due ->
                        Flux.fromIterable(due)
                                .concatMap(this::actOn)
                                .then(
                                        due.size() < AT_A_TIME
                                                ? Mono.empty()
                                                : actAfter(due.getLast().value())));
    }

    private Mono<Void> actOn(ApplicationId id) {
        return transactions
                .run(cases.lockDue(id, clocks.today()).flatMap(this::actOn))
                .doOnError(fault -> log.error("The clock cannot act on case {}", id, fault))
                .onErrorComplete()
                .then();
    }

    private Mono<Outcome<Moved, Refusal>> actOn(Application due) {
        return (switch (due.state()) {
                    case SUBMITTED -> handle.deemAccepted(CLOCK, due);
                    case CORRECTION_REQUESTED -> handle.lapse(CLOCK, due);
                    case SUSPENDED -> handle.resume(CLOCK, due);
                    default -> throw new IllegalStateException("no timer in state " + due.state());
                })
                .flatMap(outcome -> bundles.after(due, outcome, CLOCK));
    }

    /** Counts due dates anew that lay in a year not yet official, when the service starts. */
    Mono<Void> recount() {
        return recountAfter(FIRST);
    }

    private Mono<Void> recountAfter(UUID after) {
        return cases.listProvisional(after, AT_A_TIME)
                .collectList()
                .flatMap(found ->
                        Flux.fromIterable(found)
                                .concatMap(cases::moveDue)
                                .then(
                                        found.size() < AT_A_TIME
                                                ? Mono.empty()
                                                : recountAfter(
                                                        found.getLast().facts().id().value())));
    }
}
