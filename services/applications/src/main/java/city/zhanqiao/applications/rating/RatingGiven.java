package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.Facts;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import java.util.Optional;

/**
 * A case was rated: the facts of every step of a case, and how.
 *
 * @param level 1 to 5; 3 and more is good
 * @param late given after the day on which the case ended
 */
public record RatingGiven(
        ApplicationId applicationId,
        ResidentId residentId,
        String itemCode,
        int itemVersion,
        String receiptNumber,
        DivisionCode division,
        DivisionCode district,
        DivisionCode intakeDistrict,
        DepartmentCode department,
        Channel channel,
        Optional<ApplicationId> bundleId,
        int level,
        boolean late)
        implements DomainEvent {

    static RatingGiven of(Application rated, int level, boolean late) {
        Facts facts = rated.facts();
        Receipt receipt = rated.receipt().orElseThrow();
        return new RatingGiven(
                facts.id(),
                facts.resident(),
                facts.item(),
                facts.itemVersion(),
                receipt.number(),
                facts.division(),
                facts.district(),
                receipt.intakeDistrict(),
                facts.department(),
                facts.channel(),
                facts.parent(),
                level,
                late);
    }

    @Override
    public String type() {
        return "city.zhanqiao.application.rated.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
