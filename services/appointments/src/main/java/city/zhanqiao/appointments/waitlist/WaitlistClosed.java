package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.UUID;

/**
 * Somebody waits in vain: the hall takes no new bookings.
 *
 * @param entryId the entry of the waiting list
 */
record WaitlistClosed(UUID entryId, ResidentId residentId, String hall, String service)
        implements DomainEvent {

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.waitlist.closed.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return entryId.toString();
    }
}
