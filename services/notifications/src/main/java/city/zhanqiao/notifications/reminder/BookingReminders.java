package city.zhanqiao.notifications.reminder;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.EventSubscription;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A day and an hour before a booking; moved with it, and dropped when it is over or off. */
final class BookingReminders {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Reminders reminders;

    BookingReminders(Reminders reminders) {
        this.reminders = reminders;
    }

    EventSubscription subscription() {
        EventSubscription subscription = EventSubscription.to("appointments");
        for (String step : List.of("confirmed", "moved")) {
            subscription.on(
                    "city.zhanqiao.booking.%s.v1".formatted(step),
                    Booking.class,
                    (event, booking) -> schedule(booking));
        }
        for (String step : List.of("cancelled", "checked-in", "done", "no-show")) {
            subscription.on(
                    "city.zhanqiao.booking.%s.v1".formatted(step),
                    Booking.class,
                    (event, booking) -> reminders.drop(booking.subject()));
        }
        return subscription;
    }

    /** Who books for the next hour has no need of a reminder. */
    private Mono<Void> schedule(Booking booking) {
        Instant hourBefore = booking.startsAt().minus(HOUR);
        return reminders.schedule(
                booking.subject(),
                Stream.of(
                                booking.reminder(
                                        "booking-day", booking.startsAt().minus(DAY), hourBefore),
                                booking.reminder("booking-hour", hourBefore, booking.startsAt()))
                        .filter(reminder -> reminders.isAhead(reminder.dueAt()))
                        .toList());
    }

    /** What the bookings' events tell. */
    record Booking(UUID bookingId, String reference, ResidentId residentId, Instant startsAt) {

        String subject() {
            return "booking:" + bookingId;
        }

        Reminder reminder(String name, Instant dueAt, Instant validUntil) {
            return new Reminder(
                    residentId,
                    subject(),
                    name,
                    "reminder." + name,
                    Map.of("reference", reference, "startsAt", startsAt.toString()),
                    "/api/v1/bookings/" + bookingId,
                    "%s:%s:%s".formatted(subject(), name, startsAt),
                    dueAt,
                    validUntil);
        }
    }
}
