package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.CaseClocks.Name.*;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Extension;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An application (办件): an immutable value. Each act is a method that gives the case as it is
 * afterwards, or why the act may not be. Which act fits which state stands in {@link LifeCycle}.
 *
 * @param openPapers promised and still to come; nothing is issued while there are any
 * @param corrections how many notices of everything missing went out, 0 or 1
 * @param reason of a refusal
 * @param result number of the issued document
 */
public record Application(
        Facts facts,
        State state,
        Optional<Receipt> receipt,
        Officers officers,
        Milestones milestones,
        CaseClocks clocks,
        CaseFile file,
        Set<String> openPapers,
        int corrections,
        Optional<String> reason,
        Optional<String> result) {

    /** C1, working days (行政许可法 §32(4)). */
    static final int INTAKE_DAYS = 5;

    /** C5, working days (行政许可法 §44). */
    static final int DELIVERY_DAYS = 10;

    /** C8, working days. */
    static final int RATING_DAYS = 5;

    static Application draft(Facts facts) {
        return new Application(
                facts,
                State.DRAFT,
                Optional.empty(),
                Officers.NONE,
                Milestones.NONE,
                CaseClocks.NONE,
                CaseFile.EMPTY,
                Set.of(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    Outcome<Application, Refusal> submit(Receipt received, Optional<StaffId> takenInBy) {
        return after(CaseStep.SUBMIT)
                .map(it ->
                        it.received(received)
                                .by(takenInBy.map(officers::intakeBy).orElse(officers))
                                .running(clocks.start(INTAKE, INTAKE_DAYS, dayOf(received.at()))));
    }

    Outcome<Application, Refusal> requestCorrection(
            StaffId clerk, Correction asked, int daysToCorrect) {
        LocalDate day = dayOf(asked.at());
        return after(CaseStep.REQUEST_CORRECTION)
                .then(it ->
                        corrections == 0
                                ? Outcome.done(it)
                                : refused(new Refusal.SecondCorrection()))
                .map(it ->
                        it.by(officers.intakeBy(clerk))
                                .saying(file.with(asked))
                                .corrected(1)
                                .running(
                                        clocks.stop(day, StopReason.CORRECTION_REQUESTED, INTAKE)
                                                .start(CORRECTION, daysToCorrect, day)));
    }

    Outcome<Application, Refusal> correct(Instant at) {
        LocalDate day = dayOf(at);
        return after(CaseStep.CORRECT)
                .map(it ->
                        it.running(
                                clocks.finish(day, CORRECTION, INTAKE)
                                        .start(INTAKE_AFTER_CORRECTION, INTAKE_DAYS, day)));
    }

    Outcome<Application, Refusal> lapse(Instant at) {
        return after(CaseStep.LAPSE).map(it -> it.ended(at));
    }

    /** Accepts the case, conditionally if a promise was signed; late, as of the day received. */
    Outcome<Application, Refusal> accept(StaffId clerk, Instant at, CaseLimits.Limits limits) {
        return after(promiseIsOpen() ? CaseStep.ACCEPT_CONDITIONALLY : CaseStep.ACCEPT)
                .map(it -> it.by(officers.intakeBy(clerk)).accepted(at, at, limits));
    }

    /** C1 ran out in silence: accepted as of the day the papers, or the correction, came. */
    Outcome<Application, Refusal> deemAccepted(Instant now, CaseLimits.Limits limits) {
        return after(CaseStep.DEEM_ACCEPTED).map(it -> it.accepted(receivedAt(), now, limits));
    }

    Outcome<Application, Refusal> notAccept(StaffId clerk, Instant at, Rejection rejection) {
        return after(CaseStep.NOT_ACCEPT)
                .map(it ->
                        it.by(officers.intakeBy(clerk))
                                .saying(file.with(rejection))
                                .because(rejection.reason())
                                .ended(at));
    }

    /** The inputs of a bundle's member exist. */
    Outcome<Application, Refusal> start(Instant at, CaseLimits.Limits limits) {
        return after(CaseStep.START).map(it -> it.accepted(at, at, limits));
    }

    Outcome<Application, Refusal> block(Instant at) {
        return after(CaseStep.BLOCK).map(it -> it.ended(at));
    }

    /** The graph says that no member will move any more. */
    Outcome<Application, Refusal> close(CaseStep how, Instant at) {
        return after(how).map(it -> it.ended(at));
    }

    Outcome<Application, Refusal> takeUp(StaffId reviewer) {
        return after(CaseStep.TAKE_UP).map(it -> it.by(officers.reviewedBy(reviewer)));
    }

    /** The second officer of a substantive check is another person (行政许可法 §34(3)). */
    Outcome<Application, Refusal> secondCheck(StaffId officer) {
        return after(CaseStep.SECOND_CHECK)
                .then(it ->
                        officers.reviewer().filter(officer::equals).isPresent()
                                ? refused(new Refusal.SameOfficer())
                                : Outcome.done(it.by(officers.checkedBy(officer))));
    }

    Outcome<Application, Refusal> suspend(Suspension suspension, LocalDate today) {
        return after(CaseStep.SUSPEND)
                .map(it ->
                        it.saying(file.with(suspension))
                                .running(
                                        clocks.stop(
                                                today, suspension.reason(), PROMISE, STATUTORY)));
    }

    Outcome<Application, Refusal> resume(LocalDate today) {
        return after(CaseStep.RESUME)
                .map(it -> it.running(clocks.resume(today, PROMISE, STATUTORY)));
    }

    /** Prolongs the law's limit once; the promise stays, so the case counts as late against it. */
    Outcome<Application, Refusal> extend(StaffId head, Extension extension) {
        CaseClocks.Name limit = facts.kind() == Facts.Kind.BUNDLE ? JOINT : STATUTORY;
        return after(CaseStep.EXTEND)
                .then(it ->
                        clocks.find(limit).isPresent()
                                ? Outcome.done(it)
                                : refused(new Refusal.NoStatutoryLimit()))
                .then(it ->
                        file.extension().isEmpty()
                                ? Outcome.done(it)
                                : refused(new Refusal.SecondExtension()))
                .then(it ->
                        officers.reviewer().filter(head::equals).isPresent()
                                ? refused(new Refusal.HeadReviewedIt())
                                : Outcome.done(
                                        it.saying(file.with(extension))
                                                .running(
                                                        clocks.extend(
                                                                limit, extension.workingDays()))));
    }

    Outcome<Application, Refusal> approve(StaffId decider, Instant at, boolean substantive) {
        return decided(CaseStep.APPROVE, decider, at, substantive);
    }

    /** A refusal tells its reason; the remedies follow from the law (行政许可法 §38). */
    Outcome<Application, Refusal> refuse(
            StaffId decider, Instant at, boolean substantive, String why) {
        return decided(CaseStep.REFUSE, decider, at, substantive).map(it -> it.because(why));
    }

    Outcome<Application, Refusal> supplement(Set<String> papers, LocalDate today) {
        Set<String> left = new TreeSet<>(openPapers);
        left.removeAll(papers);
        return after(CaseStep.SUPPLEMENT)
                .then(it ->
                        openPapers.containsAll(papers)
                                ? Outcome.done(it)
                                : refused(new Refusal.PaperNotPromised()))
                .map(it ->
                        it.awaiting(left)
                                .running(
                                        left.isEmpty()
                                                ? clocks.finish(today, SUPPLEMENT)
                                                : clocks));
    }

    Outcome<Application, Refusal> transfer(DepartmentCode office) {
        return after(CaseStep.TRANSFER).map(it -> it.of(facts.before(office, facts.division())));
    }

    Outcome<Application, Refusal> issue(String number, Instant at) {
        return after(CaseStep.ISSUE)
                .then(it ->
                        openPapers.isEmpty()
                                ? Outcome.done(it)
                                : refused(new Refusal.PapersOpen(openPapers)))
                .map(it -> it.resulting(number).at(milestones.issued(at)));
    }

    Outcome<Application, Refusal> deliver(Delivery delivery, Instant at) {
        LocalDate day = dayOf(at);
        return after(CaseStep.DELIVER)
                .map(it ->
                        it.saying(file.with(delivery))
                                .at(milestones.delivered(at))
                                .running(clocks.finish(day).start(RATING, RATING_DAYS, day)));
    }

    Outcome<Application, Refusal> withdraw(Instant at) {
        return after(CaseStep.WITHDRAW).map(it -> it.ended(at));
    }

    Application promising(Promise promise) {
        return saying(file.with(promise)).awaiting(new TreeSet<>(promise.papers()));
    }

    public boolean promiseIsOpen() {
        return !openPapers.isEmpty();
    }

    /** When the papers that intake looks at came. */
    private Instant receivedAt() {
        return clocks.find(INTAKE_AFTER_CORRECTION)
                .map(clock -> CityTime.startOf(clock.segments().getFirst().start()))
                .orElseGet(() -> receipt.orElseThrow().at());
    }

    private Outcome<Application, Refusal> decided(
            CaseStep step, StaffId decider, Instant at, boolean substantive) {
        LocalDate day = dayOf(at);
        return after(step)
                .then(it ->
                        officers.intake().filter(decider::equals).isPresent()
                                ? refused(new Refusal.DeciderTookItIn())
                                : Outcome.done(it))
                .then(it ->
                        substantive && officers.second().isEmpty()
                                ? refused(new Refusal.SecondOfficerMissing())
                                : Outcome.done(it))
                .map(it ->
                        it.by(officers.decidedBy(decider))
                                .at(milestones.decided(at))
                                .running(
                                        clocks.finish(day, PROMISE, STATUTORY)
                                                .start(DELIVERY, DELIVERY_DAYS, day)));
    }

    private Application accepted(Instant asOf, Instant now, CaseLimits.Limits limits) {
        LocalDate day = dayOf(asOf);
        CaseClocks started =
                clocks.finish(dayOf(now), INTAKE, INTAKE_AFTER_CORRECTION)
                        .start(PROMISE, limits.promised(), day);
        started =
                limits.statutory().isPresent()
                        ? started.start(STATUTORY, limits.statutory().get(), day)
                        : started;
        started =
                limits.joint().isPresent()
                        ? started.start(JOINT, limits.joint().get(), day)
                        : started;
        started = promiseIsOpen() ? started.start(SUPPLEMENT, limits.supplement(), day) : started;
        return running(started).at(milestones.accepted(asOf));
    }

    private Application ended(Instant at) {
        return at(milestones.ended(at)).running(clocks.finish(dayOf(at)));
    }

    private Outcome<Application, Refusal> after(CaseStep step) {
        return LifeCycle.next(state, step).map(this::in);
    }

    private static Outcome<Application, Refusal> refused(Refusal why) {
        return Outcome.refused(why);
    }

    private static LocalDate dayOf(Instant at) {
        return CityTime.dateOf(at);
    }

    /** A member of a bundle that waits for its inputs. */
    static Application waiting(Facts facts, Receipt receipt) {
        return draft(facts).in(State.WAITING).received(receipt);
    }

    private Application in(State next) {
        return copy().state(next).made();
    }

    Application of(Facts changed) {
        return copy().facts(changed).made();
    }

    Application stored(Version version) {
        return of(facts.at(version));
    }

    private Application received(Receipt got) {
        return copy().receipt(got).made();
    }

    private Application by(Officers changed) {
        return copy().officers(changed).made();
    }

    private Application at(Milestones reached) {
        return copy().milestones(reached).made();
    }

    private Application running(CaseClocks changed) {
        return copy().clocks(changed).made();
    }

    Application saying(CaseFile changed) {
        return copy().file(changed).made();
    }

    private Application awaiting(Set<String> papers) {
        return copy().openPapers(papers).made();
    }

    private Application corrected(int times) {
        return copy().corrections(times).made();
    }

    private Application because(String why) {
        return copy().reason(why).made();
    }

    private Application resulting(String number) {
        return copy().result(number).made();
    }

    private ApplicationCopy copy() {
        return new ApplicationCopy(this);
    }
}
