package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.UUID;

/**
 * The pilot of a draft was stopped, and it cannot be handed in any more.
 *
 * @param itemCode short code of the item or bundle
 * @param district whose office would have decided
 */
record DraftClosed(
        UUID applicationId, ResidentId residentId, String itemCode, DivisionCode district)
        implements DomainEvent {

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.application.draft-closed.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return applicationId.toString();
    }
}
