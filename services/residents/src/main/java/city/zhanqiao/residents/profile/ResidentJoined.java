package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/**
 * Two ids turned out to be one person.
 *
 * @param residentId the id that goes on
 * @param formerId the id that is given up; what others keep under it moves
 */
public record ResidentJoined(ResidentId residentId, ResidentId formerId) implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.resident.joined.v1";
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
