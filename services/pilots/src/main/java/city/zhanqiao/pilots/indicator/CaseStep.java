package city.zhanqiao.pilots.indicator;

import java.util.Locale;

/** The events of a case that are counted. */
enum CaseStep {
    SUBMITTED(true),
    ACCEPTED(false),
    REVIEW_STARTED(false),
    APPROVED(false),
    REFUSED(false),
    ISSUED(false),
    DELIVERED(false),
    CORRECTION_REQUESTED(false),
    CORRECTED(true),
    NOT_ACCEPTED(false),
    LAPSED(false),
    SUSPENDED(false),
    RESUMED(false),
    EXTENDED(false),
    SUPPLEMENTED(true),
    WITHDRAWN(true),
    BLOCKED(false),
    COMPLETED(false),
    PARTIALLY_DONE(false),
    RATED(true),
    BAD_RATING_RESOLVED(false);

    private final boolean byResident;

    CaseStep(boolean byResident) {
        this.byResident = byResident;
    }

    /** Whether it was the resident who acted (活跃用户). */
    boolean isByResident() {
        return byResident;
    }

    /** The event type. */
    String type() {
        return "city.zhanqiao.application."
                + name().toLowerCase(Locale.ROOT).replace('_', '-')
                + ".v1";
    }
}
