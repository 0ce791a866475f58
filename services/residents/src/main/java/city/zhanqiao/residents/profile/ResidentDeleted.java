package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

/** A person's file was emptied; others delete what no law makes them keep. */
public record ResidentDeleted(ResidentId residentId) implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.resident.deleted.v1";
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
