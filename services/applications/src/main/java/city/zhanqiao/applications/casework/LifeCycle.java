package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.casework.By.*;
import static city.zhanqiao.applications.casework.CaseStep.*;
import static city.zhanqiao.applications.casework.State.*;

import city.zhanqiao.city.Outcome;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The legal life of a case, as one table: from which state, by which act, to which state, by whom
 * and why. What is not here cannot happen. {@code docs/lifecycle.md} is checked against it.
 */
final class LifeCycle {

    /**
     * A step that the law knows.
     *
     * @param reason why it is allowed, in one sentence
     */
    record Edge(State from, CaseStep step, State to, Set<By> by, String reason) {}

    private static final List<Edge> EDGES =
            List.of(
                    edge(State.DRAFT, FILL_IN, State.DRAFT, APPLICANT, "a draft may be incomplete"),
                    edge(
                            State.DRAFT,
                            SUBMIT,
                            SUBMITTED,
                            APPLICANT,
                            "received day or night; C1 starts (电子签名法 §11)"),
                    edge(
                            State.DRAFT,
                            WITHDRAW,
                            WITHDRAWN,
                            APPLICANT,
                            "nobody has to go on with a draft"),
                    edge(
                            SUBMITTED,
                            REQUEST_CORRECTION,
                            CORRECTION_REQUESTED,
                            CLERK,
                            "once, everything, within C1; C1 stops, C6 starts (行政许可法 §32(4))"),
                    edge(
                            CORRECTION_REQUESTED,
                            FILL_IN,
                            CORRECTION_REQUESTED,
                            APPLICANT,
                            "what was asked for is filled in"),
                    edge(
                            CORRECTION_REQUESTED,
                            CORRECT,
                            SUBMITTED,
                            Set.of(APPLICANT, CLERK),
                            "the correction came; C1 starts again at 5"),
                    edge(
                            CORRECTION_REQUESTED,
                            LAPSE,
                            LAPSED,
                            CLOCK,
                            "the correction did not come within C6"),
                    edge(
                            SUBMITTED,
                            ACCEPT,
                            ACCEPTED,
                            CLERK,
                            "complete papers must be accepted; C2 and C3 start (行政许可法 §32(5))"),
                    edge(
                            SUBMITTED,
                            ACCEPT_CONDITIONALLY,
                            ACCEPTED,
                            CLERK,
                            "容缺: the applicant has signed when the rest will come; C7 starts"),
                    edge(
                            SUBMITTED,
                            DEEM_ACCEPTED,
                            ACCEPTED,
                            CLOCK,
                            "C1 ran out in silence: accepted as of the day received (行政许可法"
                                    + " §32(4))"),
                    edge(
                            SUBMITTED,
                            NOT_ACCEPT,
                            NOT_ACCEPTED,
                            CLERK,
                            "not needed, not our power, or not corrected; with reason, agency and"
                                    + " remedy (行政许可法 §32(1)(2))"),
                    edge(
                            WAITING,
                            START,
                            ACCEPTED,
                            GRAPH,
                            "the inputs of the member exist; C2 and C3 start"),
                    edge(WAITING, BLOCK, BLOCKED, GRAPH, "an input of the member can never exist"),
                    edge(WAITING, WITHDRAW, WITHDRAWN, APPLICANT, "the whole bundle is withdrawn"),
                    edge(ACCEPTED, TAKE_UP, UNDER_REVIEW, REVIEWER, "a reviewer takes the case up"),
                    edge(
                            UNDER_REVIEW,
                            SECOND_CHECK,
                            UNDER_REVIEW,
                            REVIEWER,
                            "a substantive check carries two officers (行政许可法 §34(3))"),
                    edge(
                            UNDER_REVIEW,
                            SUSPEND,
                            SUSPENDED,
                            REVIEWER,
                            "one of the eight special procedures; C2 and C3 stop (行政许可法 §45)"),
                    edge(
                            SUSPENDED,
                            RESUME,
                            UNDER_REVIEW,
                            Set.of(REVIEWER, CLOCK),
                            "the procedure ended, or its planned days did; C2 and C3 go on"),
                    edge(
                            ACCEPTED,
                            EXTEND,
                            ACCEPTED,
                            HEAD,
                            "once, before C3 ends, reason told; C3 +10, joint handling C4 +15"
                                    + " (行政许可法 §42)"),
                    edge(
                            UNDER_REVIEW,
                            EXTEND,
                            UNDER_REVIEW,
                            HEAD,
                            "once, before C3 ends, reason told; C3 +10 (行政许可法 §42(1))"),
                    edge(
                            SUSPENDED,
                            EXTEND,
                            SUSPENDED,
                            HEAD,
                            "once, before C3 ends, reason told; C3 +10 (行政许可法 §42(1))"),
                    edge(
                            SUBMITTED,
                            SUPPLEMENT,
                            SUBMITTED,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came before the case was accepted"),
                    edge(
                            CORRECTION_REQUESTED,
                            SUPPLEMENT,
                            CORRECTION_REQUESTED,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came with the correction"),
                    edge(
                            ACCEPTED,
                            SUPPLEMENT,
                            ACCEPTED,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came"),
                    edge(
                            UNDER_REVIEW,
                            SUPPLEMENT,
                            UNDER_REVIEW,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came"),
                    edge(
                            SUSPENDED,
                            SUPPLEMENT,
                            SUSPENDED,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came"),
                    edge(
                            APPROVED,
                            SUPPLEMENT,
                            APPROVED,
                            Set.of(APPLICANT, CLERK),
                            "a promised paper came; nothing is issued before"),
                    edge(
                            SUBMITTED,
                            TRANSFER,
                            SUBMITTED,
                            CLERK,
                            "another office is competent; the clocks do not notice"),
                    edge(
                            ACCEPTED,
                            TRANSFER,
                            ACCEPTED,
                            Set.of(CLERK, REVIEWER),
                            "another office is competent; the clocks do not notice"),
                    edge(
                            UNDER_REVIEW,
                            APPROVE,
                            APPROVED,
                            DECIDER,
                            "never the intake clerk; C2 and C3 end, C5 starts (行政许可法 §38(1))"),
                    edge(
                            UNDER_REVIEW,
                            REFUSE,
                            State.REFUSED,
                            DECIDER,
                            "never the intake clerk; with reasons and remedies (行政许可法 §38(2))"),
                    edge(APPROVED, ISSUE, ISSUED, CLERK, "no promised paper is open (行政许可法 §39)"),
                    edge(
                            ISSUED,
                            DELIVER,
                            DELIVERED,
                            CLERK,
                            "by post, pick-up code or as an electronic licence; C5 ends (行政许可法"
                                    + " §44)"),
                    edge(
                            State.REFUSED,
                            DELIVER,
                            DELIVERED,
                            CLERK,
                            "the written refusal is handed over; C5 ends"),
                    edge(SUBMITTED, WITHDRAW, WITHDRAWN, APPLICANT, "any time before the decision"),
                    edge(
                            CORRECTION_REQUESTED,
                            WITHDRAW,
                            WITHDRAWN,
                            APPLICANT,
                            "any time before the decision"),
                    edge(ACCEPTED, WITHDRAW, WITHDRAWN, APPLICANT, "any time before the decision"),
                    edge(
                            UNDER_REVIEW,
                            WITHDRAW,
                            WITHDRAWN,
                            APPLICANT,
                            "any time before the decision"),
                    edge(SUSPENDED, WITHDRAW, WITHDRAWN, APPLICANT, "any time before the decision"),
                    edge(
                            ACCEPTED,
                            COMPLETE,
                            COMPLETED,
                            GRAPH,
                            "every member of the bundle has its result"),
                    edge(
                            ACCEPTED,
                            COMPLETE_IN_PART,
                            PARTIALLY_DONE,
                            GRAPH,
                            "every member is final, and the ends are mixed"),
                    edge(
                            ACCEPTED,
                            CLOSE_WITHOUT_RESULT,
                            State.REFUSED,
                            GRAPH,
                            "every member is final, and none has a result"));

    private LifeCycle() {}

    static List<Edge> edges() {
        return EDGES;
    }

    /** Where a step leads; refused when it is not in the table. */
    static Outcome<State, Refusal> next(State from, CaseStep step) {
        return find(from, step)
                .<Outcome<State, Refusal>>map(edge -> Outcome.done(edge.to()))
                .orElseGet(() -> Outcome.refused(new Refusal.WrongState(from)));
    }

    private static Optional<Edge> find(State from, CaseStep step) {
        return EDGES.stream()
                .filter(edge -> edge.from() == from && edge.step() == step)
                .findFirst();
    }

    /** The states that can be reached from one, itself included. */
    static Set<State> reachableFrom(State start) {
        return reachableFrom(start, step -> true);
    }

    /** The states that can be reached by some of the steps. */
    static Set<State> reachableFrom(State start, Predicate<CaseStep> steps) {
        Set<State> reached = EnumSet.of(start);
        while (reached.addAll(after(reached, steps))) {
            // until nothing new is found
        }
        return reached;
    }

    private static Set<State> after(Set<State> states, Predicate<CaseStep> steps) {
        return EDGES.stream()
                .filter(edge -> states.contains(edge.from()) && steps.test(edge.step()))
                .map(Edge::to)
                .collect(Collectors.toSet());
    }

    /** The states that no step leaves. */
    static Set<State> ends() {
        return Stream.of(State.values())
                .filter(state -> EDGES.stream().noneMatch(edge -> edge.from() == state))
                .collect(Collectors.toSet());
    }

    private static Edge edge(State from, CaseStep step, State to, By by, String reason) {
        return edge(from, step, to, Set.of(by), reason);
    }

    private static Edge edge(State from, CaseStep step, State to, Set<By> by, String reason) {
        return new Edge(from, step, to, by, reason);
    }
}
