package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.event.DomainEvent;

/**
 * Somebody has begun a draft. Who it was is told only when it is handed in.
 *
 * @param itemCode short code of the item or bundle
 * @param district whose office would decide
 */
public record ApplicationDrafted(
        ApplicationId applicationId, String itemCode, DivisionCode district, Channel channel)
        implements DomainEvent {

    static ApplicationDrafted of(Facts facts) {
        return new ApplicationDrafted(facts.id(), facts.item(), facts.district(), facts.channel());
    }

    @Override
    public String type() {
        return "city.zhanqiao.application.drafted.v1";
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
