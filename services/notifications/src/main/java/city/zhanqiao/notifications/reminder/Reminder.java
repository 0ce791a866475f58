package city.zhanqiao.notifications.reminder;

import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.Map;

/**
 * Something to be told later.
 *
 * @param subject what it is about, such as {@code booking:<id>}
 * @param name one of the reminders about the subject
 * @param template code of the words
 * @param link where to read on
 * @param sourceKey told once for each
 * @param dueAt when to tell it; also later, when the service was down
 * @param validUntil from then on it is not told any more
 */
record Reminder(
        ResidentId resident,
        String subject,
        String name,
        String template,
        Map<String, String> facts,
        String link,
        String sourceKey,
        Instant dueAt,
        Instant validUntil) {

    /** Hides the facts from logs. */
    @Override
    public String toString() {
        return "Reminder[%s %s]".formatted(template, dueAt);
    }

    Reminder at(Instant earlier) {
        return new Reminder(
                resident, subject, name, template, facts, link, sourceKey, earlier, validUntil);
    }
}
