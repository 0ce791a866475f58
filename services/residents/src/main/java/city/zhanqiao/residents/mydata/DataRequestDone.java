package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import java.util.UUID;

/** A resident's request about their data has been answered. */
record DataRequestDone(ResidentId residentId, UUID requestId) implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.resident.data-request-done.v1";
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
