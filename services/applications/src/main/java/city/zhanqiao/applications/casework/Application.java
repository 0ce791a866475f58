package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.CaseClocks.Name.RATING;
import static city.zhanqiao.applications.casework.CaseClocks.Name.SUPPLEMENT;

import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An application (办件): an immutable value. Each act is a method that gives the case as it is
 * afterwards, or why the act may not be: those of {@link #intake() intake}, of {@link #review()
 * review}, and here the others. Which act fits which state stands in {@link LifeCycle}.
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

    /** A member of a bundle that waits for its inputs. */
    static Application waiting(Facts facts, Receipt receipt) {
        return draft(facts).copy().state(State.WAITING).receipt(receipt).made();
    }

    /** What happens until the case is accepted, or is not. */
    IntakeActs intake() {
        return new IntakeActs(this);
    }

    /** What happens from the acceptance to the decision. */
    ReviewActs review() {
        return new ReviewActs(this);
    }

    /** An input of the member can never exist. */
    Outcome<Application, Refusal> block(Instant at) {
        return after(CaseStep.BLOCK).map(it -> it.ended(at));
    }

    /** The graph says that no member will move any more. */
    Outcome<Application, Refusal> close(CaseStep how, Instant at) {
        return after(how).map(it -> it.ended(at));
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
                        it.copy()
                                .openPapers(left)
                                .clocks(left.isEmpty() ? clocks.finish(today, SUPPLEMENT) : clocks)
                                .made());
    }

    /** 移送: to another department, to the office of another district, or both. */
    Outcome<Application, Refusal> transfer(DepartmentCode office, DivisionCode place) {
        return after(CaseStep.TRANSFER)
                .then(it ->
                        office.equals(facts.department()) && place.equals(facts.division())
                                ? refused(new Refusal.TransferNowhere())
                                : Outcome.done(it.of(facts.before(office, place))));
    }

    Outcome<Application, Refusal> issue(String number, Instant at) {
        return after(CaseStep.ISSUE)
                .then(it ->
                        openPapers.isEmpty()
                                ? Outcome.done(it)
                                : refused(new Refusal.PapersOpen(openPapers)))
                .map(it -> it.copy().result(number).milestones(milestones.issued(at)).made());
    }

    Outcome<Application, Refusal> deliver(Delivery delivery, Instant at) {
        LocalDate day = CityTime.dateOf(at);
        return after(CaseStep.DELIVER)
                .map(it ->
                        it.copy()
                                .file(file.with(delivery))
                                .milestones(milestones.delivered(at))
                                .clocks(clocks.finish(day).start(RATING, RATING_DAYS, day))
                                .made());
    }

    Outcome<Application, Refusal> withdraw(Instant at) {
        return after(CaseStep.WITHDRAW).map(it -> it.ended(at));
    }

    Application promising(Promise promise) {
        return copy().file(file.with(promise)).openPapers(new TreeSet<>(promise.papers())).made();
    }

    public boolean promiseIsOpen() {
        return !openPapers.isEmpty();
    }

    /** The case in the state to which a step leads; refused when the table does not know it. */
    Outcome<Application, Refusal> after(CaseStep step) {
        return LifeCycle.next(state, step).map(next -> copy().state(next).made());
    }

    Application ended(Instant at) {
        return copy().milestones(milestones.ended(at))
                .clocks(clocks.finish(CityTime.dateOf(at)))
                .made();
    }

    static Outcome<Application, Refusal> refused(Refusal why) {
        return Outcome.refused(why);
    }

    Application of(Facts changed) {
        return copy().facts(changed).made();
    }

    Application saying(CaseFile changed) {
        return copy().file(changed).made();
    }

    ApplicationCopy copy() {
        return new ApplicationCopy(this);
    }
}
