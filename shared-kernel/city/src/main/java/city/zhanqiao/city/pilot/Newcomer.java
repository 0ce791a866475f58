package city.zhanqiao.city.pilot;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who would like to begin something new.
 *
 * @param resident whom it is for; absent for what is for everybody, which only a pilot for
 *     everybody lets in
 * @param district whose pilot decides
 * @param channel such as {@code ONLINE} or {@code WINDOW}
 * @param groups as far as the identity shows them; absent where a clerk has the person before them
 *     and answers for it
 */
public record Newcomer(
        Optional<ResidentId> resident,
        DivisionCode district,
        String channel,
        Optional<Set<AudienceGroup>> groups) {

    /** One resident. */
    public Newcomer(
            ResidentId resident,
            DivisionCode district,
            String channel,
            Optional<Set<AudienceGroup>> groups) {
        this(Optional.of(resident), district, channel, groups);
    }

    /** Something for everybody in a district, such as a notice. */
    public static Newcomer everybody(DivisionCode district, String channel) {
        return new Newcomer(Optional.empty(), district, channel, Optional.of(Set.of()));
    }
}
