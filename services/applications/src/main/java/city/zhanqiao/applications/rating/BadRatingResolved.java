package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/**
 * What a bad rating complained of was put right.
 *
 * @param contactedInTime within 1 working day
 * @param fixedInTime within 5, or 15 where it was complex
 */
public record BadRatingResolved(
        ApplicationId applicationId,
        ResidentId residentId,
        String itemCode,
        DivisionCode district,
        DepartmentCode department,
        boolean contactedInTime,
        boolean fixedInTime)
        implements DomainEvent {

    static BadRatingResolved of(Application it, boolean contactedInTime, boolean fixedInTime) {
        return new BadRatingResolved(
                it.facts().id(),
                it.facts().resident(),
                it.facts().item(),
                it.facts().district(),
                it.facts().department(),
                contactedInTime,
                fixedInTime);
    }

    @Override
    public String type() {
        return "city.zhanqiao.application.bad-rating-resolved.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
