package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.UUID;

/**
 * The pilot of a case was stopped, and the case goes on as it began.
 *
 * @param itemCode short code of the item or bundle
 * @param district whose office decides
 */
record CarriedOn(
        UUID applicationId,
        ResidentId residentId,
        String itemCode,
        String receiptNumber,
        DivisionCode district)
        implements DomainEvent {

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.application.carried-on.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return applicationId.toString();
    }
}
