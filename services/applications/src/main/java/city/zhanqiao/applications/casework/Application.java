package city.zhanqiao.applications.casework;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.util.Optional;

/**
 * An application (办件) in one of its states. A transition is a method of the record that allows it,
 * so an illegal one does not compile; everything else is refused where the state is looked at.
 */
sealed interface Application {

    Facts facts();

    /** What the state is called in the API and in the database. */
    State state();

    /** The states, in the order of a case's life. */
    enum State {
        DRAFT,
        SUBMITTED,
        ACCEPTED,
        UNDER_REVIEW,
        APPROVED,
        REFUSED,
        ISSUED
    }

    /** 草稿: only the resident sees it. */
    record Draft(Facts facts) implements Application {
        @Override
        public State state() {
            return State.DRAFT;
        }

        Submitted submit(Receipt receipt) {
            return new Submitted(facts, receipt, Optional.empty());
        }
    }

    /**
     * 已提交: received; the intake clock C1 runs (行政许可法 §32).
     *
     * @param takenInBy the clerk who submitted it at a window
     */
    record Submitted(Facts facts, Receipt receipt, Optional<StaffId> takenInBy)
            implements Application {
        @Override
        public State state() {
            return State.SUBMITTED;
        }

        Accepted accept(StaffId clerk, Instant at) {
            return new Accepted(facts, receipt, clerk, at);
        }
    }

    /** 已受理: the promise C2 runs. */
    record Accepted(Facts facts, Receipt receipt, StaffId clerk, Instant acceptedAt)
            implements Application {
        @Override
        public State state() {
            return State.ACCEPTED;
        }

        UnderReview takeUp(StaffId reviewer) {
            return new UnderReview(facts, receipt, clerk, acceptedAt, reviewer);
        }
    }

    /** 审查中. */
    record UnderReview(
            Facts facts, Receipt receipt, StaffId clerk, Instant acceptedAt, StaffId reviewer)
            implements Application {
        @Override
        public State state() {
            return State.UNDER_REVIEW;
        }

        /** Whoever took the case in does not decide on it. */
        Outcome<Approved, Refusal> approve(StaffId decider, Instant at) {
            return decider.equals(clerk)
                    ? Outcome.refused(new Refusal.DeciderTookItIn())
                    : Outcome.done(
                            new Approved(facts, receipt, acceptedAt, clerk, reviewer, decider, at));
        }

        /** A refusal tells its reason; the remedies follow from the law (行政许可法 §38). */
        Outcome<Refused, Refusal> refuse(StaffId decider, Instant at, String reason) {
            return decider.equals(clerk)
                    ? Outcome.refused(new Refusal.DeciderTookItIn())
                    : Outcome.done(
                            new Refused(
                                    facts,
                                    receipt,
                                    acceptedAt,
                                    clerk,
                                    reviewer,
                                    decider,
                                    at,
                                    reason));
        }
    }

    /** 准予: decided; the result is to be issued. */
    record Approved(
            Facts facts,
            Receipt receipt,
            Instant acceptedAt,
            StaffId clerk,
            StaffId reviewer,
            StaffId decider,
            Instant decidedAt)
            implements Application {
        @Override
        public State state() {
            return State.APPROVED;
        }

        Issued issue(String result, Instant at) {
            return new Issued(
                    facts, receipt, acceptedAt, clerk, reviewer, decider, decidedAt, result, at);
        }
    }

    /** 不予: decided; the resident may ask for review or sue. */
    record Refused(
            Facts facts,
            Receipt receipt,
            Instant acceptedAt,
            StaffId clerk,
            StaffId reviewer,
            StaffId decider,
            Instant decidedAt,
            String reason)
            implements Application {
        @Override
        public State state() {
            return State.REFUSED;
        }
    }

    /**
     * 已制证: the result exists.
     *
     * @param result number of the document
     */
    record Issued(
            Facts facts,
            Receipt receipt,
            Instant acceptedAt,
            StaffId clerk,
            StaffId reviewer,
            StaffId decider,
            Instant decidedAt,
            String result,
            Instant issuedAt)
            implements Application {
        @Override
        public State state() {
            return State.ISSUED;
        }
    }
}
