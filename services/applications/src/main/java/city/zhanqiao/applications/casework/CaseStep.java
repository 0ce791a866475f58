package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseEvent.Step;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The acts on a case, each with its name in the history and the audit trail and the event it
 * causes.
 */
enum CaseStep {
    DRAFT("application.draft", null),
    FILL_IN("application.fill-in", null),
    SUBMIT("application.submit", Step.SUBMITTED),
    ACCEPT("application.accept", Step.ACCEPTED),
    TAKE_UP("application.review", Step.REVIEW_STARTED),
    APPROVE("application.approve", Step.APPROVED),
    REFUSE("application.refuse", Step.REFUSED),
    ISSUE("application.issue", Step.ISSUED);

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
