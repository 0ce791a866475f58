package city.zhanqiao.residents.profile;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import java.util.Optional;

/**
 * How a resident wants to be served is new or has changed.
 *
 * @param language BCP 47 tag
 * @param zone IANA name
 */
public record ProfileChanged(
        ResidentId residentId,
        String language,
        boolean elderMode,
        Optional<DivisionCode> homeDivision,
        String zone)
        implements DomainEvent {

    static ProfileChanged of(ResidentId id, Preferences preferences) {
        return new ProfileChanged(
                id,
                preferences.language().tag(),
                preferences.elderMode(),
                preferences.homeDivision(),
                preferences.zone().getId());
    }

    @Override
    public String type() {
        return "city.zhanqiao.resident.profile-changed.v1";
    }

    @Override
    public String subject() {
        return residentId.value();
    }
}
