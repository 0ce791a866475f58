package city.zhanqiao.applications.casework;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Extension;
import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the office does with a case, step by step. */
final class Handle {

    private static final int EXTENSION = 10;
    private static final int JOINT_EXTENSION = 15;

    private final Applications applications;
    private final CaseRecord record;
    private final CaseLimits limits;
    private final CaseClock clocks;
    private final CaseworkSettings settings;
    private final List<CaseCheck> checks;
    private final InstantSource clock;

    Handle(
            Applications applications,
            CaseRecord record,
            CaseLimits limits,
            CaseClock clocks,
            CaseworkSettings settings,
            List<CaseCheck> checks,
            InstantSource clock) {
        this.applications = applications;
        this.record = record;
        this.limits = limits;
        this.clocks = clocks;
        this.settings = settings;
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** 一次告知: everything that is missing, once, within C1. */
    Mono<Outcome<Moved, Refusal>> requestCorrection(
            Caller.Staff clerk, Application it, List<Gap> gaps) {
        Correction asked = new Correction(gaps, now());
        return Mono.just(
                        withinIntake(it)
                                .then(found ->
                                        found.intake()
                                                .requestCorrection(
                                                        clerk.id(),
                                                        asked,
                                                        settings.correctionDays())))
                .flatMap(Outcomes.then(moved -> unopposed(moved, gaps)))
                .flatMap(
                        Outcomes.then(
                                moved -> record.move(moved, CaseStep.REQUEST_CORRECTION, clerk)));
    }

    private Mono<Outcome<Application, Refusal>> unopposed(Application moved, List<Gap> gaps) {
        return Flux.fromIterable(checks)
                .concatMap(check -> check.toCorrection(moved, gaps))
                .concatMap(Mono::justOrEmpty)
                .next()
                .<Outcome<Application, Refusal>>map(
                        told -> Outcome.refused(new Refusal.Objection(told)))
                .defaultIfEmpty(Outcome.done(moved));
    }

    /** 受理: the promise begins to run; after C1, as of the day received. */
    Mono<Outcome<Moved, Refusal>> accept(Caller.Staff clerk, Application it) {
        if (it.state() == State.SUBMITTED && clocks.isOver(it, CaseClock.intake(it))) {
            return deemAccepted(clerk, it);
        }
        CaseStep step = it.promiseIsOpen() ? CaseStep.ACCEPT_CONDITIONALLY : CaseStep.ACCEPT;
        return limits.of(it)
                .map(found -> it.intake().accept(clerk.id(), now(), found))
                .flatMap(Outcomes.then(moved -> record.move(moved, step, clerk)));
    }

    /** C1 ran out in silence (行政许可法 §32(4)). */
    Mono<Outcome<Moved, Refusal>> deemAccepted(Caller actor, Application it) {
        return limits.of(it)
                .map(found -> it.intake().deemAccepted(now(), found))
                .flatMap(Outcomes.then(moved -> record.move(moved, CaseStep.DEEM_ACCEPTED, actor)));
    }

    /** C6 ran out. */
    Mono<Outcome<Moved, Refusal>> lapse(Caller actor, Application it) {
        return move(it.intake().lapse(now()), CaseStep.LAPSE, actor);
    }

    /** 不予受理, within C1, with the reason and the right agency. */
    Mono<Outcome<Moved, Refusal>> notAccept(
            Caller.Staff clerk, Application it, Rejection rejection) {
        return move(
                withinIntake(it)
                        .then(found ->
                                namesTheAgency(rejection)
                                        .then(yes ->
                                                found.intake()
                                                        .notAccept(clerk.id(), now(), rejection))),
                CaseStep.NOT_ACCEPT,
                clerk);
    }

    /** 审查: a reviewer takes it up. */
    Mono<Outcome<Moved, Refusal>> takeUp(Caller.Staff reviewer, Application it) {
        return it.facts().kind() == Facts.Kind.BUNDLE
                ? refuse(new Refusal.WrongState(it.state()))
                : move(it.review().takeUp(reviewer.id()), CaseStep.TAKE_UP, reviewer);
    }

    /** The second officer signs the substantive check with an own log-in. */
    Mono<Outcome<Moved, Refusal>> secondCheck(Caller.Staff officer, Application it) {
        return move(it.review().secondCheck(officer.id()), CaseStep.SECOND_CHECK, officer);
    }

    /** 特别程序: C2 and C3 stand still for one of the eight reasons. */
    Mono<Outcome<Moved, Refusal>> suspend(
            Caller.Staff reviewer, Application it, String reason, int plannedDays, String told) {
        return move(
                lawfulStop(reason)
                        .map(why ->
                                new Suspension(
                                        why,
                                        clocks.calendar()
                                                .addWorkingDays(clocks.today(), plannedDays)
                                                .date(),
                                        told))
                        .then(suspension -> it.review().suspend(suspension, clocks.today())),
                CaseStep.SUSPEND,
                reviewer);
    }

    Mono<Outcome<Moved, Refusal>> resume(Caller actor, Application it) {
        return move(it.review().resume(clocks.today()), CaseStep.RESUME, actor);
    }

    /** 延期: by the head, before the limit ends, once; a bundle's by the government's leader. */
    Mono<Outcome<Moved, Refusal>> extend(Caller.Staff head, Application it, String reason) {
        boolean joint = it.facts().kind() == Facts.Kind.BUNDLE;
        Extension granted = new Extension(joint ? JOINT_EXTENSION : EXTENSION, reason, now());
        if (joint && !head.department().equals(Cases.GOVERNMENT)) {
            return refuse(new Refusal.NotTheGovernment());
        }
        return clocks.isOver(it, joint ? CaseClocks.Name.JOINT : CaseClocks.Name.STATUTORY)
                ? refuse(new Refusal.ExtensionTooLate())
                : move(it.review().extend(head.id(), granted), CaseStep.EXTEND, head);
    }

    /** 准予. */
    Mono<Outcome<Moved, Refusal>> approve(Caller.Staff decider, Application it) {
        return move(
                it.review().approve(decider.id(), now(), limits.item(it).substantive()),
                CaseStep.APPROVE,
                decider);
    }

    /** 不予, with the reason. */
    Mono<Outcome<Moved, Refusal>> refuse(Caller.Staff decider, Application it, String reason) {
        return move(
                it.review().refuse(decider.id(), now(), limits.item(it).substantive(), reason),
                CaseStep.REFUSE,
                decider);
    }

    /** A promised paper came, to the window or by upload. */
    Mono<Outcome<Moved, Refusal>> supplement(Caller actor, Application it, Set<String> papers) {
        return move(it.supplement(papers, clocks.today()), CaseStep.SUPPLEMENT, actor);
    }

    /** 移送: another department is competent, or the office of another district. */
    Mono<Outcome<Moved, Refusal>> transfer(
            Caller.Staff from,
            Application it,
            Optional<DepartmentCode> office,
            Optional<DivisionCode> place) {
        DepartmentCode to = office.orElse(it.facts().department());
        DivisionCode where = place.orElse(it.facts().division());
        if (!exists(to)) {
            return refuse(new Refusal.UnknownDepartment());
        }
        return Divisions.ofQingdao().isResidence(where)
                ? move(it.transfer(to, where), CaseStep.TRANSFER, from)
                : refuse(new Refusal.UnknownDivision());
    }

    /** 制证: the result is made; its number follows from the receipt, so it exists once. */
    Mono<Outcome<Moved, Refusal>> issue(Caller.Staff clerk, Application it) {
        String number = "R" + it.receipt().map(Receipt::number).orElse("");
        return stillPromised(it)
                .flatMap(open ->
                        open.isEmpty()
                                ? move(it.issue(number, now()), CaseStep.ISSUE, clerk)
                                : refuse(new Refusal.PapersOpen(open)));
    }

    /** 容缺 is promised for a bundle as a whole; it stops the members that need the paper. */
    private Mono<Set<String>> stillPromised(Application it) {
        Set<String> needed =
                limits.item(it).materials().stream().map(Material::code).collect(toSet());
        return Mono.justOrEmpty(it.facts().parent())
                .flatMap(applications::find)
                .flatMapIterable(Application::openPapers)
                .filter(needed::contains)
                .collect(toCollection(TreeSet::new));
    }

    /** 送达. */
    Mono<Outcome<Moved, Refusal>> deliver(Caller.Staff clerk, Application it, Delivery delivery) {
        return move(it.deliver(delivery, now()), CaseStep.DELIVER, clerk);
    }

    private Mono<Outcome<Moved, Refusal>> move(
            Outcome<Application, Refusal> moved, CaseStep step, Caller actor) {
        return Mono.just(moved).flatMap(Outcomes.then(it -> record.move(it, step, actor)));
    }

    private Outcome<Application, Refusal> withinIntake(Application it) {
        return it.state() == State.SUBMITTED && clocks.isOver(it, CaseClock.intake(it))
                ? Outcome.refused(new Refusal.IntakeOver())
                : Outcome.done(it);
    }

    private static Outcome<Rejection, Refusal> namesTheAgency(Rejection rejection) {
        if (rejection.agency().filter(Predicate.not(Handle::exists)).isPresent()) {
            return Outcome.refused(new Refusal.UnknownDepartment());
        }
        return rejection.code() == Rejection.Code.NOT_OUR_POWER && rejection.agency().isEmpty()
                ? Outcome.refused(new Refusal.AgencyMissing())
                : Outcome.done(rejection);
    }

    private static boolean exists(DepartmentCode department) {
        return Departments.ofQingdao().find(department).isPresent();
    }

    private static Outcome<StopReason, Refusal> lawfulStop(String reason) {
        return Arrays.stream(StopReason.values())
                .filter(StopReason::isSpecialProcedure)
                .filter(lawful -> lawful.name().equals(reason))
                .findFirst()
                .<Outcome<StopReason, Refusal>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NoLawfulStop()));
    }

    private static Mono<Outcome<Moved, Refusal>> refuse(Refusal why) {
        return Mono.just(Outcome.refused(why));
    }

    private Instant now() {
        return clock.instant();
    }
}
