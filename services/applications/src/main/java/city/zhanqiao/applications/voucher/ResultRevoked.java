package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/** A result that was issued no longer holds (撤销). */
public record ResultRevoked(
        ApplicationId applicationId,
        ResidentId residentId,
        String itemCode,
        String receiptNumber,
        DivisionCode district,
        DepartmentCode department)
        implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.application.result-revoked.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
