package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.Application.refused;
import static city.zhanqiao.applications.casework.CaseClocks.Name.*;

import city.zhanqiao.applications.casework.CaseFile.Extension;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.time.LocalDate;

/** What happens to an accepted case until it is decided. */
record ReviewActs(Application it) {

    /** C5, working days (行政许可法 §44). */
    private static final int DELIVERY_DAYS = 10;

    Outcome<Application, Refusal> takeUp(StaffId reviewer) {
        return it.after(CaseStep.TAKE_UP)
                .map(next -> next.copy().officers(it.officers().reviewedBy(reviewer)).made());
    }

    /** The second officer of a substantive check is another person (行政许可法 §34(3)). */
    Outcome<Application, Refusal> secondCheck(StaffId officer) {
        return it.after(CaseStep.SECOND_CHECK)
                .then(next ->
                        it.officers().reviewer().filter(officer::equals).isPresent()
                                ? refused(new Refusal.SameOfficer())
                                : Outcome.done(
                                        next.copy()
                                                .officers(it.officers().checkedBy(officer))
                                                .made()));
    }

    Outcome<Application, Refusal> suspend(Suspension suspension, LocalDate today) {
        return it.after(CaseStep.SUSPEND)
                .map(next ->
                        next.copy()
                                .file(it.file().with(suspension))
                                .clocks(
                                        it.clocks()
                                                .stop(
                                                        today,
                                                        suspension.reason(),
                                                        PROMISE,
                                                        STATUTORY))
                                .made());
    }

    /**
     * The clocks go on as of the day the procedure ends, or of its last planned day if that is
     * over: whoever notices it late, the applicant waits no longer for that.
     */
    Outcome<Application, Refusal> resume(LocalDate today) {
        LocalDate day =
                it.file().suspension().map(Suspension::until).filter(today::isAfter).orElse(today);
        return it.after(CaseStep.RESUME)
                .map(next ->
                        next.copy().clocks(it.clocks().resume(day, PROMISE, STATUTORY)).made());
    }

    /** Prolongs the law's limit once; the promise stays, so the case counts as late against it. */
    Outcome<Application, Refusal> extend(StaffId head, Extension extension) {
        CaseClocks.Name limit = it.facts().kind() == Facts.Kind.BUNDLE ? JOINT : STATUTORY;
        return it.after(CaseStep.EXTEND)
                .then(next ->
                        it.clocks().find(limit).isPresent()
                                ? Outcome.done(next)
                                : refused(new Refusal.NoStatutoryLimit()))
                .then(next ->
                        it.file().extension().isEmpty()
                                ? Outcome.done(next)
                                : refused(new Refusal.SecondExtension()))
                .then(next ->
                        it.officers().reviewer().filter(head::equals).isPresent()
                                ? refused(new Refusal.HeadReviewedIt())
                                : Outcome.done(extended(next, limit, extension)));
    }

    private static Application extended(
            Application next, CaseClocks.Name limit, Extension extension) {
        return next.copy()
                .file(next.file().with(extension))
                .clocks(next.clocks().extend(limit, extension.workingDays()))
                .made();
    }

    Outcome<Application, Refusal> approve(StaffId decider, Instant at, boolean substantive) {
        return decided(CaseStep.APPROVE, decider, at, substantive);
    }

    /** A refusal tells its reason; the remedies follow from the law (行政许可法 §38). */
    Outcome<Application, Refusal> refuse(
            StaffId decider, Instant at, boolean substantive, String why) {
        return decided(CaseStep.REFUSE, decider, at, substantive)
                .map(next -> next.copy().reason(why).made());
    }

    private Outcome<Application, Refusal> decided(
            CaseStep step, StaffId decider, Instant at, boolean substantive) {
        LocalDate day = CityTime.dateOf(at);
        return it.after(step)
                .then(next ->
                        it.officers().intake().contains(decider)
                                ? refused(new Refusal.DeciderTookItIn())
                                : Outcome.done(next))
                .then(next ->
                        substantive && it.officers().second().isEmpty()
                                ? refused(new Refusal.SecondOfficerMissing())
                                : Outcome.done(next))
                .map(next ->
                        next.copy()
                                .officers(it.officers().decidedBy(decider))
                                .milestones(it.milestones().decided(at))
                                .clocks(
                                        it.clocks()
                                                .finish(day, PROMISE, STATUTORY)
                                                .start(DELIVERY, DELIVERY_DAYS, day))
                                .made());
    }
}
