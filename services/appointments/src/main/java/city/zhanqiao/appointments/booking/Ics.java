package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.hall.Hall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes bookings as calendar entries (RFC 5545). The UID is the booking's for ever and the
 * SEQUENCE grows with every move, so a moved or cancelled booking changes the entry that is there.
 * All times are UTC, so no zone has to be described.
 */
final class Ics {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Octets in a line without its end (§3.1). */
    private static final int LINE = 75;

    private final StringBuilder text = new StringBuilder(1024);

    private Ics() {}

    /**
     * A calendar with one entry, which calls itself a cancellation when it is one.
     *
     * @param now when it is written
     */
    static String of(Entry entry, Instant now) {
        return write(List.of(entry), entry.cancelled() ? "CANCEL" : "PUBLISH", now);
    }

    /** A calendar to subscribe to; cancelled entries say so each for itself. */
    static String of(List<Entry> entries, Instant now) {
        return write(entries, "PUBLISH", now);
    }

    private static String write(List<Entry> entries, String method, Instant now) {
        Ics ics = new Ics();
        ics.line("BEGIN:VCALENDAR");
        ics.line("VERSION:2.0");
        ics.line("PRODID:-//Zhanqiao//Appointments//ZH");
        ics.line("CALSCALE:GREGORIAN");
        ics.line("METHOD:" + method);
        entries.forEach(entry -> ics.event(entry, now));
        ics.line("END:VCALENDAR");
        return ics.text.toString();
    }

    private void event(Entry entry, Instant now) {
        Facts facts = entry.facts();
        Hall hall = entry.hall();
        line("BEGIN:VEVENT");
        line("UID:" + facts.id() + "@appointments.zhanqiao");
        line("DTSTAMP:" + UTC.format(now));
        line("SEQUENCE:" + (facts.sequence() + (entry.cancelled() ? 1 : 0)));
        line("DTSTART:" + UTC.format(facts.place().startsAt()));
        line("DTEND:" + UTC.format(facts.place().endsAt()));
        line("SUMMARY:" + escaped(entry.summary()));
        line("DESCRIPTION:" + escaped(facts.reference()));
        line("LOCATION:" + escaped(entry.location()));
        line(String.format(Locale.ROOT, "GEO:%.6f;%.6f", hall.latitude(), hall.longitude()));
        line("STATUS:" + (entry.cancelled() ? "CANCELLED" : "CONFIRMED"));
        line("TRANSP:OPAQUE");
        // Who sees a calendar does not need to know that somebody goes to an office.
        line("CLASS:PRIVATE");
        // An organizer is required where METHOD is CANCEL (RFC 5546 §3.2.5); it has no mailbox.
        line("ORGANIZER;CN=" + quoted(hall.name()) + ":urn:zhanqiao:hall:" + hall.id());
        line("END:VEVENT");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n");
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "'") + '"';
    }

    /** Folds by octets, never within a character. */
    private void line(String content) {
        int used = 0;
        for (int at = 0; at < content.length(); ) {
            int point = content.codePointAt(at);
            int octets = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (used + octets > LINE) {
                text.append("\r\n ");
                used = 1;
            }
            text.appendCodePoint(point);
            used += octets;
            at += Character.charCount(point);
        }
        text.append("\r\n");
    }

    /**
     * One booking in a calendar.
     *
     * @param summary what it is called
     * @param location where it is
     */
    record Entry(Facts facts, boolean cancelled, Hall hall, String summary, String location) {}
}
