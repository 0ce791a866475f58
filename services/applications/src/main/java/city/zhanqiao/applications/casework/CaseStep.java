package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseEvent.Step;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The acts on a case, each with its name in the history and the audit trail and the event it
 * causes.
 */
public enum CaseStep {
    DRAFT("application.draft", null),
    FILL_IN("application.fill-in", null),
    SUBMIT("application.submit", Step.SUBMITTED),
    REQUEST_CORRECTION("application.request-correction", Step.CORRECTION_REQUESTED),
    CORRECT("application.correct", Step.CORRECTED),
    LAPSE("application.lapse", Step.LAPSED),
    ACCEPT("application.accept", Step.ACCEPTED),
    ACCEPT_CONDITIONALLY("application.accept-conditionally", Step.ACCEPTED),
    DEEM_ACCEPTED("application.deem-accepted", Step.ACCEPTED),
    NOT_ACCEPT("application.not-accept", Step.NOT_ACCEPTED),
    WAIT("application.wait", null),
    START("application.start", Step.ACCEPTED),
    BLOCK("application.block", Step.BLOCKED),
    TAKE_UP("application.review", Step.REVIEW_STARTED),
    SECOND_CHECK("application.second-check", null),
    SUSPEND("application.suspend", Step.SUSPENDED),
    RESUME("application.resume", Step.RESUMED),
    EXTEND("application.extend", Step.EXTENDED),
    SUPPLEMENT("application.supplement", Step.SUPPLEMENTED),
    TRANSFER("application.transfer", Step.TRANSFERRED),
    APPROVE("application.approve", Step.APPROVED),
    REFUSE("application.refuse", Step.REFUSED),
    ISSUE("application.issue", Step.ISSUED),
    DELIVER("application.deliver", Step.DELIVERED),
    WITHDRAW("application.withdraw", Step.WITHDRAWN),
    COMPLETE("application.complete", Step.COMPLETED),
    COMPLETE_IN_PART("application.complete-in-part", Step.PARTIALLY_DONE),
    CLOSE_WITHOUT_RESULT("application.close-without-result", Step.REFUSED);

    private final String action;
    private final Optional<Step> event;

    CaseStep(String action, @Nullable Step event) {
        this.action = action;
        this.event = Optional.ofNullable(event);
    }

    String action() {
        return action;
    }

    Optional<Step> event() {
        return event;
    }
}
