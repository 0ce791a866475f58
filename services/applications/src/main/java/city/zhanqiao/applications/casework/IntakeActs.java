package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.Application.refused;
import static city.zhanqiao.applications.casework.CaseClocks.Name.*;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What happens to a case until it is accepted, or is not. */
record IntakeActs(Application it) {

    /** C1, working days (行政许可法 §32(4)). */
    private static final int INTAKE_DAYS = 5;

    Outcome<Application, Refusal> submit(Receipt received, Optional<StaffId> takenInBy) {
        return it.after(CaseStep.SUBMIT)
                .map(next ->
                        next.copy()
                                .receipt(received)
                                .officers(
                                        takenInBy
                                                .map(it.officers()::intakeBy)
                                                .orElse(it.officers()))
                                .clocks(
                                        it.clocks()
                                                .start(
                                                        INTAKE,
                                                        INTAKE_DAYS,
                                                        CityTime.dateOf(received.at())))
                                .made());
    }

    Outcome<Application, Refusal> requestCorrection(
            StaffId clerk, Correction asked, int daysToCorrect) {
        LocalDate day = CityTime.dateOf(asked.at());
        return it.after(CaseStep.REQUEST_CORRECTION)
                .then(next ->
                        it.corrections() == 0
                                ? Outcome.done(next)
                                : refused(new Refusal.SecondCorrection()))
                .map(next ->
                        next.copy()
                                .officers(it.officers().intakeBy(clerk))
                                .file(it.file().with(asked))
                                .corrections(1)
                                .clocks(
                                        it.clocks()
                                                .stop(day, StopReason.CORRECTION_REQUESTED, INTAKE)
                                                .start(CORRECTION, daysToCorrect, day))
                                .made());
    }

    Outcome<Application, Refusal> correct(Instant at) {
        LocalDate day = CityTime.dateOf(at);
        return it.after(CaseStep.CORRECT)
                .map(next ->
                        next.copy()
                                .clocks(
                                        it.clocks()
                                                .finish(day, CORRECTION, INTAKE)
                                                .start(INTAKE_AFTER_CORRECTION, INTAKE_DAYS, day))
                                .made());
    }

    Outcome<Application, Refusal> lapse(Instant at) {
        return it.after(CaseStep.LAPSE).map(next -> next.ended(at));
    }

    /** Accepts the case, conditionally if a promise was signed. */
    Outcome<Application, Refusal> accept(StaffId clerk, Instant at, CaseLimits.Limits limits) {
        return it.after(it.promiseIsOpen() ? CaseStep.ACCEPT_CONDITIONALLY : CaseStep.ACCEPT)
                .map(next ->
                        accepted(next, at, at, limits)
                                .copy()
                                .officers(it.officers().intakeBy(clerk))
                                .made());
    }

    /** C1 ran out in silence: accepted as of the day the papers, or the correction, came. */
    Outcome<Application, Refusal> deemAccepted(Instant now, CaseLimits.Limits limits) {
        return it.after(CaseStep.DEEM_ACCEPTED)
                .map(next -> accepted(next, receivedAt(), now, limits));
    }

    Outcome<Application, Refusal> notAccept(StaffId clerk, Instant at, Rejection rejection) {
        return it.after(CaseStep.NOT_ACCEPT)
                .map(next ->
                        next.copy()
                                .officers(it.officers().intakeBy(clerk))
                                .file(it.file().with(rejection))
                                .reason(rejection.reason())
                                .made()
                                .ended(at));
    }

    /**
     * The inputs of a bundle's member exist.
     *
     * @param clerks who took the bundle in, and so its members
     */
    Outcome<Application, Refusal> start(Instant at, CaseLimits.Limits limits, Set<StaffId> clerks) {
        return it.after(CaseStep.START)
                .map(next ->
                        accepted(next, at, at, limits)
                                .copy()
                                .officers(it.officers().takenInBy(clerks))
                                .made());
    }

    /** When the papers that intake looks at came. */
    private Instant receivedAt() {
        return it.clocks()
                .find(INTAKE_AFTER_CORRECTION)
                .map(clock -> CityTime.startOf(clock.segments().getFirst().start()))
                .orElseGet(() -> it.receipt().orElseThrow().at());
    }

    private static Application accepted(
            Application next, Instant asOf, Instant now, CaseLimits.Limits limits) {
        LocalDate day = CityTime.dateOf(asOf);
        CaseClocks started =
                next.clocks()
                        .finish(CityTime.dateOf(now), INTAKE, INTAKE_AFTER_CORRECTION)
                        .start(PROMISE, limits.promised(), day);
        started =
                limits.statutory().isPresent()
                        ? started.start(STATUTORY, limits.statutory().get(), day)
                        : started;
        started =
                limits.joint().isPresent()
                        ? started.start(JOINT, limits.joint().get(), day)
                        : started;
        started =
                next.promiseIsOpen()
                        ? started.start(SUPPLEMENT, limits.supplement(), day)
                        : started;
        return next.copy().clocks(started).milestones(next.milestones().accepted(asOf)).made();
    }
}
