package city.zhanqiao.applications.casework;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/**
 * A resident had to come. Counted, so that "no visit" is measured and not claimed.
 *
 * @param applicationId the case it was for
 * @param district of the window
 * @param occasion what brought the resident
 */
public record VisitRecorded(
        ApplicationId applicationId,
        ResidentId residentId,
        DivisionCode district,
        Occasion occasion)
        implements DomainEvent {

    /** What brought the resident. */
    public enum Occasion {
        /** Handed the case, or its correction, in at a window. */
        INTAKE,
        /** Showed the original of a paper. */
        ORIGINAL,
        /** Fetched the result. */
        PICK_UP
    }

    @Override
    public String type() {
        return "city.zhanqiao.visit.recorded.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
