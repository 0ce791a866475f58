package city.zhanqiao.load.push;

import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.UUID;

/** A case was accepted, as the service of applications tells it. */
record Stepped(
        UUID applicationId,
        String residentId,
        String itemCode,
        String receiptNumber,
        String division,
        String dueOn)
        implements DomainEvent {

    static Stepped of(String resident) {
        return new Stepped(
                UUID.randomUUID(),
                resident,
                "social-card",
                "370202-20261127-000001",
                "370202001000",
                "2026-12-11");
    }

    @Override
    @JsonIgnore
    public String type() {
        return "city.zhanqiao.application.accepted.v1";
    }

    @Override
    @JsonIgnore
    public String subject() {
        return applicationId.toString();
    }
}
