package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job.Found;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.UUID;

/**
 * Acts where the law lets time act: accepts after silence, lapses, resumes. Due cases are locked
 * and skipped by other instances, so each is acted on once; what fell due while the service was
 * down is found at the next look, and takes effect as of the lawful day.
 */
final class CaseTimers {

    private static final int AT_A_TIME = 20;

    private static final UUID FIRST = new UUID(0, 0);

    /** Under this name the clock stands in the history and the audit trail. */
    private static final Caller CLOCK = new Caller.Service("clock");

    private final Applications applications;
    private final Handle handle;
    private final BundleFlow bundles;
    private final CaseClock clocks;
    private final Transactions transactions;

    CaseTimers(
            Applications applications,
            Handle handle,
            BundleFlow bundles,
            CaseClock clocks,
            Transactions transactions) {
        this.applications = applications;
        this.handle = handle;
        this.bundles = bundles;
        this.clocks = clocks;
        this.transactions = transactions;
    }

    /** Acts on some of the cases that are due. */
    Mono<Found> act() {
        return transactions
                .run(
                        applications
                                .lockDue(clocks.today(), AT_A_TIME)
                                .collectList()
                                .flatMap(this::actOnAll))
                .map(acted -> acted == AT_A_TIME ? Found.MORE : Found.NOTHING);
    }

    private Mono<Integer> actOnAll(List<Application> due) {
        return Flux.fromIterable(due).concatMap(this::actOn).then(Mono.just(due.size()));
    }

    private Mono<Outcome<Moved, Refusal>> actOn(Application due) {
        return (switch (due.state()) {
                    case SUBMITTED -> handle.deemAccepted(CLOCK, due);
                    case CORRECTION_REQUESTED -> handle.lapse(CLOCK, due);
                    case SUSPENDED -> handle.resume(CLOCK, due);
                    default -> throw new IllegalStateException("no timer in state " + due.state());
                })
                .flatMap(outcome -> bundles.after(outcome, CLOCK));
    }

    /** Counts due dates anew that lay in a year not yet official, when the service starts. */
    Mono<Void> recount() {
        return recountAfter(FIRST);
    }

    private Mono<Void> recountAfter(UUID after) {
        return applications
                .listProvisional(after, AT_A_TIME)
                .collectList()
                .flatMap(found ->
                        Flux.fromIterable(found)
                                .concatMap(applications::moveDue)
                                .then(
                                        found.size() < AT_A_TIME
                                                ? Mono.empty()
                                                : recountAfter(
                                                        found.getLast().facts().id().value())));
    }
}
