package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.Instant;
import java.util.UUID;

/**
 * A place is kept for somebody who waited.
 *
 * @param offerId the entry of the waiting list
 * @param bookingId the hold to be confirmed
 * @param until when it goes to the next
 */
record WaitlistOffered(
        UUID offerId,
        BookingId bookingId,
        ResidentId residentId,
        String hall,
        String service,
        Instant startsAt,
        Instant until)
        implements DomainEvent {

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.waitlist.offered.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return offerId.toString();
    }
}
