package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/**
 * Somebody's consent to a case of another is asked for.
 *
 * @param residentId who is asked
 */
public record ConsentRequested(ApplicationId applicationId, ResidentId residentId, String itemCode)
        implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.application.consent-requested.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
