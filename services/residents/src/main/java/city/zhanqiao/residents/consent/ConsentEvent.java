package city.zhanqiao.residents.consent;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.util.UUID;

/** Consent was given or taken back; services keep a copy of what stands and ask that. */
record ConsentEvent(
        @JsonIgnore Change change,
        ResidentId residentId,
        UUID consentId,
        String purpose,
        String recipient)
        implements DomainEvent {

    /** What happened. */
    enum Change {
        GIVEN,
        WITHDRAWN
    }

    static ConsentEvent of(Change change, Consent consent) {
        return new ConsentEvent(
                change, consent.resident(), consent.id(), consent.purpose(), consent.recipient());
    }

    @Override
    public String type() {
        return switch (change) {
            case GIVEN -> "city.zhanqiao.resident.consent-given.v1";
            case WITHDRAWN -> "city.zhanqiao.resident.consent-withdrawn.v1";
        };
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
