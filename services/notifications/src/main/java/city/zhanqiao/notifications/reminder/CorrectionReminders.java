package city.zhanqiao.notifications.reminder;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.EventSubscription;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Two days before a correction (补正) is due: without it the application lapses. */
final class CorrectionReminders {

    private static final String NAME = "correction-due";
    private static final Duration BEFORE = Duration.ofDays(2);

    /** In the morning, when there is still a working day to do something. */
    private static final Duration MORNING = Duration.ofHours(9);

    private final Reminders reminders;

    CorrectionReminders(Reminders reminders) {
        this.reminders = reminders;
    }

    EventSubscription subscription() {
        EventSubscription subscription =
                EventSubscription.to("applications")
                        .on(
                                "city.zhanqiao.application.correction-requested.v1",
                                Case.class,
                                (event, stepped) -> schedule(stepped));
        for (String step : List.of("corrected", "lapsed", "withdrawn")) {
            subscription.on(
                    "city.zhanqiao.application.%s.v1".formatted(step),
                    Case.class,
                    (event, stepped) -> reminders.drop(stepped.subject()));
        }
        return subscription;
    }

    private Mono<Void> schedule(Case stepped) {
        return reminders.schedule(
                stepped.subject(),
                stepped
                        .dueOn()
                        .map(stepped::reminder)
                        .filter(reminder -> reminders.isAhead(reminder.dueAt()))
                        .stream()
                        .toList());
    }

    /** What the applications' events tell of a case. */
    record Case(
            UUID applicationId,
            ResidentId residentId,
            String receiptNumber,
            Optional<LocalDate> dueOn) {

        String subject() {
            return "application:" + applicationId;
        }

        Reminder reminder(LocalDate day) {
            Instant dueAt = CityTime.startOf(day).minus(BEFORE).plus(MORNING);
            return new Reminder(
                    residentId,
                    subject(),
                    NAME,
                    "reminder." + NAME,
                    Map.of("receiptNumber", receiptNumber, "dueOn", day.toString()),
                    "/api/v1/applications/" + applicationId,
                    "%s:%s:%s".formatted(subject(), NAME, day),
                    dueAt,
                    CityTime.endOf(day));
        }
    }
}
