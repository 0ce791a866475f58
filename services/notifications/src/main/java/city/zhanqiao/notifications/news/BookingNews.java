package city.zhanqiao.notifications.news;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.delivery.Lane;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Steps of bookings and places that come free, as residents hear of them. */
final class BookingNews {

    private static final String SOURCE = "appointments";
    private static final List<String> STEPS =
            List.of("confirmed", "moved", "cancelled", "checked-in", "done", "no-show", "kept");

    private final Tell tell;

    BookingNews(Tell tell) {
        this.tell = tell;
    }

    EventSubscription subscription() {
        EventSubscription subscription = EventSubscription.to(SOURCE);
        for (String step : STEPS) {
            subscription.on(
                    "city.zhanqiao.booking.%s.v1".formatted(step),
                    BookingStepped.class,
                    (event, booking) -> tell(event, "booking." + step, booking));
        }
        return subscription
                .on("city.zhanqiao.waitlist.offered.v1", PlaceOffered.class, this::tell)
                .on("city.zhanqiao.waitlist.closed.v1", WaitEnded.class, this::tell);
    }

    /** Both hear of it: whoever booked, and the person for whom it was booked. */
    private Mono<Void> tell(CloudEvent event, String words, BookingStepped booking) {
        String key = event.id().toString();
        return tell(event, key, booking.residentId(), words, booking)
                .then(Mono.justOrEmpty(booking.actingFor()))
                .flatMap(comes -> tell(event, key + " acting for", comes, words, booking));
    }

    private Mono<Void> tell(
            CloudEvent event, String key, ResidentId whom, String words, BookingStepped booking) {
        Map<String, String> facts = new HashMap<>();
        facts.put("reference", booking.reference());
        facts.put("startsAt", booking.startsAt().toString());
        booking.confirmBy().ifPresent(by -> facts.put("confirmBy", by.toString()));
        return tell.resident(
                new News(
                        whom,
                        Lane.PERSONAL,
                        SOURCE,
                        key,
                        "booking:" + booking.bookingId(),
                        words,
                        facts,
                        Optional.of("/api/v1/bookings/" + booking.bookingId()),
                        event.time(),
                        booking.confirmBy()));
    }

    private Mono<Void> tell(CloudEvent event, PlaceOffered offer) {
        return tell.resident(
                new News(
                        offer.residentId(),
                        Lane.PERSONAL,
                        SOURCE,
                        event.id().toString(),
                        "booking:" + offer.bookingId(),
                        "waitlist.offered",
                        Map.of(
                                "startsAt", offer.startsAt().toString(),
                                "until", offer.until().toString()),
                        Optional.of("/api/v1/bookings/" + offer.bookingId()),
                        event.time(),
                        Optional.of(offer.until())));
    }

    private Mono<Void> tell(CloudEvent event, WaitEnded ended) {
        return tell.resident(
                new News(
                        ended.residentId(),
                        Lane.PERSONAL,
                        SOURCE,
                        event.id().toString(),
                        "waitlist:" + ended.entryId(),
                        "waitlist.closed",
                        Map.of(),
                        Optional.of("/api/v1/waitlist"),
                        event.time(),
                        Optional.empty()));
    }

    /** What the bookings' events tell. */
    record BookingStepped(
            UUID bookingId,
            String reference,
            ResidentId residentId,
            Optional<ResidentId> actingFor,
            Instant startsAt,
            Optional<Instant> confirmBy) {}

    /** A place is kept for somebody who waited. */
    record PlaceOffered(UUID bookingId, ResidentId residentId, Instant startsAt, Instant until) {}

    /** Somebody waited for a hall that takes no bookings any more. */
    record WaitEnded(UUID entryId, ResidentId residentId) {}
}
