package city.zhanqiao.notifications;

import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.LinkedHashMap;
import java.util.Map;

/** An event of another service, as it writes it. */
record Happened(
        @JsonIgnore String type, @JsonIgnore String subject, @JsonValue Map<String, Object> data)
        implements DomainEvent {

    static Happened of(String type, String subject, Map<String, Object> data) {
        return new Happened("city.zhanqiao." + type + ".v1", subject, data);
    }

    /** The same with another value. */
    Happened with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(data);
        changed.put(field, value);
        return new Happened(type, subject, changed);
    }

    /** A step of a case. */
    static Happened caseStep(String step, String applicationId, String resident) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("applicationId", applicationId);
        data.put("residentId", resident);
        data.put("itemCode", "social-card");
        data.put("itemVersion", 1);
        data.put("receiptNumber", "370202-20261124-000001");
        data.put("division", "370202001000");
        data.put("district", "370202");
        data.put("intakeDistrict", "370202");
        data.put("department", "human-resources");
        data.put("channel", "ONLINE");
        data.put("dueOn", "2026-12-01");
        return of("application." + step, applicationId, data);
    }

    static Happened profile(String resident, String language, boolean elderMode) {
        return of(
                "resident.profile-changed",
                resident,
                Map.of(
                        "residentId", resident,
                        "language", language,
                        "elderMode", elderMode,
                        "zone", "Asia/Shanghai"));
    }

    /** A step of a booking. */
    static Happened booking(
            String step, String bookingId, String resident, java.time.Instant startsAt) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("bookingId", bookingId);
        data.put("reference", "B7K2M9");
        data.put("residentId", resident);
        data.put("hall", "shinan");
        data.put("service", "social-card");
        data.put("district", "370202");
        data.put("startsAt", startsAt.toString());
        data.put("endsAt", startsAt.plusSeconds(900).toString());
        data.put("sequence", 0);
        return of("booking." + step, bookingId, data);
    }

    /** A resident with a place. */
    static Happened places(String resident, String division, String... topics) {
        return of(
                "resident.places-changed",
                resident,
                Map.of(
                        "residentId",
                        resident,
                        "places",
                        java.util.List.of(Map.of("kind", "HOME", "division", division)),
                        "topics",
                        java.util.List.of(topics),
                        "groups",
                        java.util.List.of()));
    }

    /** A step of a notice. */
    static Happened notice(
            String step, String id, boolean emergency, String division, String title) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("noticeId", id);
        data.put("version", 1);
        data.put("kind", emergency ? "EMERGENCY" : "TRAFFIC");
        data.put("severity", "SEVERE");
        data.put("urgency", "IMMEDIATE");
        data.put("certainty", "OBSERVED");
        data.put("emergency", emergency);
        data.put("divisions", java.util.List.of(division));
        data.put("topics", java.util.List.of());
        data.put("groups", java.util.List.of());
        data.put("validFrom", java.time.Instant.now().toString());
        data.put("validUntil", java.time.Instant.now().plusSeconds(86_400).toString());
        data.put("titles", Map.of("zh-Hans", title, "en", "About " + title));
        return of("notice." + step, id, data);
    }
}
