package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.Optional;
import java.util.UUID;

/**
 * A resident had to come. Counted, so that "no visit" is measured and not claimed.
 *
 * @param applicationId the case it was for
 * @param district of the hall
 * @param occasion what brought the resident
 */
record VisitRecorded(
        @JsonIgnore BookingId booking,
        Optional<UUID> applicationId,
        ResidentId residentId,
        DivisionCode district,
        String occasion)
        implements DomainEvent {

    static final String BOOKING = "BOOKING";

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.visit.recorded.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return booking.toString();
    }
}
