package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something happened to a booking.
 *
 * @param residentId who booked it and is to hear of it
 * @param actingFor who comes, when somebody else booked it for them
 * @param district of the hall
 * @param sequence version of the calendar entry
 * @param reason when it was not the resident's doing, such as {@code HALL_CLOSED}
 * @param confirmBy when the resident has to agree to it
 */
record BookingEvent(
        @JsonIgnore String type,
        BookingId bookingId,
        String reference,
        ResidentId residentId,
        Optional<ResidentId> actingFor,
        String hall,
        String service,
        DivisionCode district,
        Instant startsAt,
        Instant endsAt,
        Optional<UUID> applicationId,
        int sequence,
        Optional<String> reason,
        Optional<Instant> confirmBy)
        implements DomainEvent {

    static BookingEvent of(String type, Facts facts, DivisionCode district) {
        return new BookingEvent(
                type,
                facts.id(),
                facts.reference(),
                facts.bookedBy(),
                facts.agent().map(agent -> facts.resident()),
                facts.place().hall(),
                facts.place().service(),
                district,
                facts.place().startsAt(),
                facts.place().endsAt(),
                facts.application(),
                facts.sequence(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, with why and by when the resident has to answer. */
    BookingEvent because(String why, Optional<Instant> by) {
        return new BookingEvent(
                type,
                bookingId,
                reference,
                residentId,
                actingFor,
                hall,
                service,
                district,
                startsAt,
                endsAt,
                applicationId,
                sequence,
                Optional.of(why),
                by);
    }

    @Override
    @JsonIgnore
    public String subject() {
        return bookingId.toString();
    }
}
