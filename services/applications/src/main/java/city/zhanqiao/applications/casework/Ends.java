package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Correction;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseFile.Suspension;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plays one case on, act by act and with every real guard, under the version that it keeps, to see
 * which ends it can reach. Nothing is stored; the officers are made up.
 *
 * @param papers codes of the papers that the version knows
 * @param closings what the graph of a bundle can still say; none for other cases
 */
record Ends(
        CaseLimits.Limits limits,
        boolean substantive,
        Set<String> papers,
        Set<CaseStep> closings,
        Instant now) {

    /** The ends, and on the way to them the two that a decision can lead to. */
    private static final Set<State> GOALS = goals();

    private static final StaffId CLERK = new StaffId("proof-clerk");
    private static final StaffId REVIEWER = new StaffId("proof-reviewer");
    private static final StaffId SECOND = new StaffId("proof-second");
    private static final StaffId DECIDER = new StaffId("proof-decider");

    private static final Set<CaseStep> OF_MEMBERS = EnumSet.of(CaseStep.START, CaseStep.BLOCK);
    private static final Set<CaseStep> OF_BUNDLES =
            EnumSet.of(CaseStep.COMPLETE, CaseStep.COMPLETE_IN_PART, CaseStep.CLOSE_WITHOUT_RESULT);

    private static Set<State> goals() {
        Set<State> goals = EnumSet.of(State.ISSUED, State.REFUSED);
        goals.addAll(LifeCycle.ends());
        return goals;
    }

    /** What tells apart two moments of a case, as far as its ends go. */
    private record Moment(
            State state, int corrections, Set<String> open, boolean reviewed, boolean checked) {
        static Moment of(Application it) {
            return new Moment(
                    it.state(),
                    it.corrections(),
                    it.openPapers(),
                    it.officers().reviewer().isPresent(),
                    it.officers().second().isPresent());
        }
    }

    /** The ends to which the table leads from here, for a case of this kind with this past. */
    Set<State> expected(Application it) {
        Set<State> ends =
                EnumSet.copyOf(LifeCycle.reachableFrom(it.state(), step -> isAhead(it, step)));
        ends.retainAll(GOALS);
        return ends;
    }

    private boolean isAhead(Application it, CaseStep step) {
        return switch (it.facts().kind()) {
            case SINGLE ->
                    !OF_MEMBERS.contains(step) && !OF_BUNDLES.contains(step) && may(it, step);
            case MEMBER -> !OF_BUNDLES.contains(step);
            case BUNDLE ->
                    !OF_MEMBERS.contains(step)
                            && step != CaseStep.TAKE_UP
                            && may(it, step)
                            && (!OF_BUNDLES.contains(step) || closings.contains(step));
        };
    }

    /** There is one notice of everything missing, whatever the version. */
    private static boolean may(Application it, CaseStep step) {
        return step != CaseStep.REQUEST_CORRECTION || it.corrections() == 0;
    }

    /** The ends that are reached by acting. */
    Set<State> reached(Application from) {
        Set<State> ends = EnumSet.noneOf(State.class);
        Set<Moment> seen = new HashSet<>(Set.of(Moment.of(from)));
        Deque<Application> ahead = new ArrayDeque<>(List.of(from));
        while (!ahead.isEmpty()) {
            Application it = ahead.pop();
            if (GOALS.contains(it.state())) {
                ends.add(it.state());
            }
            acts(it).flatMap(Ends::done)
                    .filter(next -> seen.add(Moment.of(next)))
                    .forEach(ahead::push);
        }
        return ends;
    }

    private Stream<Outcome<Application, Refusal>> acts(Application it) {
        return Stream.of(intake(it), review(it), output(it)).flatMap(some -> some);
    }

    private Stream<Outcome<Application, Refusal>> intake(Application it) {
        IntakeActs intake = it.intake();
        Receipt receipt =
                it.receipt().orElseGet(() -> new Receipt("proof", now, it.facts().district()));
        return Stream.of(
                intake.submit(receipt, Optional.empty()),
                intake.requestCorrection(CLERK, new Correction(List.of(), now), 1),
                intake.correct(now),
                intake.lapse(now),
                intake.accept(CLERK, now, limits),
                intake.deemAccepted(now, limits),
                intake.notAccept(
                        CLERK, now, new Rejection(Rejection.Code.NOT_NEEDED, "", Optional.empty())),
                intake.start(now, limits, Set.of(CLERK)),
                it.block(now));
    }

    private Stream<Outcome<Application, Refusal>> review(Application it) {
        if (it.facts().kind() == Facts.Kind.BUNDLE) {
            return closings.stream().map(how -> it.close(how, now));
        }
        ReviewActs review = it.review();
        return Stream.of(
                review.takeUp(REVIEWER),
                review.secondCheck(SECOND),
                review.suspend(new Suspension(StopReason.TESTING, today(), ""), today()),
                review.resume(today()),
                review.approve(DECIDER, now, substantive),
                review.refuse(DECIDER, now, substantive, ""));
    }

    private Stream<Outcome<Application, Refusal>> output(Application it) {
        Set<String> known = new HashSet<>(it.openPapers());
        known.retainAll(papers);
        return Stream.of(
                it.supplement(known, today()),
                it.issue("proof", now),
                it.deliver(new Delivery(Delivery.Way.ELECTRONIC, Optional.empty()), now),
                it.withdraw(now));
    }

    private static Stream<Application> done(Outcome<Application, Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Application, Refusal>(Application next) -> Stream.of(next);
            case Outcome.Refused<Application, Refusal> refused -> Stream.empty();
        };
    }

    private LocalDate today() {
        return CityTime.dateOf(now);
    }
}
