package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.State;
import city.zhanqiao.applications.sitevisit.SiteVisits.Check;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Arranges joint site visits and takes down what was found. A visit stops no clock (行政许可法 §45 does
 * not name it). Two officers of a department sign what it has checked, each with an own log-in;
 * with the second signature the substantive check of the case is done (行政许可法 §34(3)).
 */
final class VisitSites {

    private final CaseAccess cases;
    private final SiteVisits visits;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    VisitSites(
            CaseAccess cases,
            SiteVisits visits,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.cases = cases;
        this.visits = visits;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** One visit for several cases of one matter, of which one at least is the caller's. */
    Mono<List<Check>> arrange(
            Caller.Staff reviewer, List<ApplicationId> wanted, Instant from, Instant until) {
        if (from.isBefore(clock.instant()) || !until.isAfter(from)) {
            return problem(SiteVisitProblem.SITE_VISIT_IN_THE_PAST);
        }
        return Flux.fromIterable(wanted)
                .concatMap(id ->
                        cases.lock(id)
                                .switchIfEmpty(problem(SiteVisitProblem.SITE_VISIT_NOT_JOINT)))
                .collectList()
                .doOnNext(found -> requireJoint(reviewer, found))
                .delayUntil(found -> requireFree(wanted))
                .flatMap(found -> arranged(reviewer, found, from, until));
    }

    private Mono<List<Check>> arranged(
            Caller.Staff reviewer, List<Application> found, Instant from, Instant until) {
        Application first = found.getFirst();
        return visits.add(
                        wholeOf(first),
                        first.facts().district(),
                        from,
                        until,
                        reviewer,
                        found.stream().map(it -> it.facts().id()).toList())
                .delayUntil(visit -> events.append(toEvent(visit, found, from)))
                .delayUntil(visit ->
                        Flux.fromIterable(found)
                                .concatMap(it -> note(reviewer, it, "site-visit.arrange"))
                                .then())
                .flatMap(visit ->
                        visits.listOf(wholeOf(first))
                                .filter(check -> check.visit().equals(visit))
                                .collectList());
    }

    private static void requireJoint(Caller.Staff reviewer, List<Application> found) {
        ApplicationId whole = wholeOf(found.getFirst());
        boolean joint =
                found.stream().allMatch(it -> wholeOf(it).equals(whole))
                        && found.stream()
                                .anyMatch(it ->
                                        reviewer.worksFor(
                                                it.facts().department(), it.facts().district()));
        if (!joint) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_JOINT);
        }
        if (!found.stream().allMatch(VisitSites::isUnderWay)) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_POSSIBLE);
        }
    }

    private static boolean isUnderWay(Application it) {
        return it.state() == State.ACCEPTED || it.state() == State.UNDER_REVIEW;
    }

    private Mono<Void> requireFree(List<ApplicationId> wanted) {
        return visits.isAwaited(wanted)
                .flatMap(awaited ->
                        awaited ? problem(SiteVisitProblem.SITE_VISIT_NOT_POSSIBLE) : Mono.empty());
    }

    /** The reviewer of a case says what was found there. */
    Mono<Check> findOut(
            Caller.Staff reviewer,
            UUID visit,
            ApplicationId application,
            boolean passed,
            String finding) {
        return cases.ofOffice(reviewer, application)
                .flatMap(it ->
                        check(visit, application)
                                .doOnNext(check -> requireReviewer(reviewer, it, check))
                                .flatMap(check ->
                                        visits.findOut(check, reviewer.id(), passed, finding))
                                .then(note(reviewer, it, "site-visit.find")))
                .then(check(visit, application));
    }

    private void requireReviewer(Caller.Staff reviewer, Application it, Check check) {
        if (check.startsAt().isAfter(clock.instant())) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_BEGUN);
        }
        if (it.officers().reviewer().filter(reviewer.id()::equals).isEmpty()) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_THE_REVIEWER);
        }
        if (check.confirmedAt().isPresent()) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_POSSIBLE);
        }
    }

    /** A second officer has seen the same and signs; that is the second check of the case. */
    Mono<Check> confirm(Caller.Staff second, UUID visit, ApplicationId application) {
        return cases.ofOffice(second, application)
                .flatMap(it ->
                        check(visit, application)
                                .doOnNext(check -> requireSecond(second, check))
                                .flatMap(check -> visits.confirm(check, second.id()))
                                .then(cases.secondCheck(second, it)))
                .then(check(visit, application));
    }

    private static void requireSecond(Caller.Staff second, Check check) {
        if (check.officer().isEmpty() || check.confirmedAt().isPresent()) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_NOT_POSSIBLE);
        }
        if (check.officer().filter(second.id()::equals).isPresent()) {
            throw new ProblemException(SiteVisitProblem.SITE_VISIT_SAME_OFFICER);
        }
    }

    private Mono<Check> check(UUID visit, ApplicationId application) {
        return visits.lock(visit, application)
                .switchIfEmpty(problem(SiteVisitProblem.SITE_VISIT_NOT_FOUND));
    }

    private SiteVisitArranged toEvent(UUID visit, List<Application> found, Instant from) {
        Application first = found.getFirst();
        return new SiteVisitArranged(
                wholeOf(first),
                first.facts().resident(),
                visit,
                CityTime.dateOf(from),
                from,
                found.stream().map(it -> it.facts().department()).distinct().toList());
    }

    private Mono<Void> note(Caller.Staff staff, Application it, String action) {
        return audit.add(
                AuditEntry.done(staff, action, it.facts().id().toString(), it.facts().resident()));
    }

    private static ApplicationId wholeOf(Application it) {
        return it.facts().parent().orElse(it.facts().id());
    }

    private static <T> Mono<T> problem(SiteVisitProblem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
