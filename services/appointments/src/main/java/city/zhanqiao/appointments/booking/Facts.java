package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a booking is in every state.
 *
 * @param reference what the resident tells at the hall; stays when it is moved
 * @param place where and when
 * @param resident who comes
 * @param agent who booked it for them
 * @param firm for which they come
 * @param application the case it is for
 * @param reserve a place that staff gave
 * @param sequence version of the calendar entry (RFC 5545 §3.8.7.4)
 */
record Facts(
        BookingId id,
        Version version,
        String reference,
        Place place,
        ResidentId resident,
        Optional<ResidentId> agent,
        Optional<CreditCode> firm,
        Optional<UUID> application,
        boolean reserve,
        int sequence) {

    /** Who booked it: the agent, or the resident. */
    ResidentId bookedBy() {
        return agent.orElse(resident);
    }

    /** Where and when something takes place. */
    record Place(String hall, String desk, String service, Instant startsAt, Instant endsAt) {
        /** Where and when a service begins at a moment. */
        static Place of(Hall.Offer offer, Instant startsAt) {
            return new Place(
                    offer.hall().id(),
                    offer.desk(),
                    offer.service().code(),
                    startsAt,
                    startsAt.plus(Duration.ofMinutes(offer.service().minutes())));
        }

        Span span() {
            return new Span(desk, startsAt, endsAt);
        }

        boolean overlaps(Place other) {
            return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
        }
    }
}
