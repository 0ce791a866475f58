package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Officers will come to look. The clocks do not stop for it.
 *
 * @param applicationId the resident's case: the bundle's for its members
 * @param day in Shanghai
 * @param departments who come together
 */
public record SiteVisitArranged(
        ApplicationId applicationId,
        ResidentId residentId,
        UUID visitId,
        LocalDate day,
        Instant startsAt,
        List<DepartmentCode> departments)
        implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.application.site-visit-arranged.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
