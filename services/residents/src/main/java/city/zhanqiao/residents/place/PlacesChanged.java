package city.zhanqiao.residents.place;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import java.util.List;

/** What matters to a resident is another now; always the whole of it. */
record PlacesChanged(
        ResidentId residentId, List<Place> places, List<String> topics, List<String> groups)
        implements DomainEvent {

    @Override
    public String type() {
        return "city.zhanqiao.resident.places-changed.v1";
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
