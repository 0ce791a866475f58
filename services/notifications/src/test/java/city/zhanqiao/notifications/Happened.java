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
}
