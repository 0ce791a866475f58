package city.zhanqiao.city.pilot;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who would like to begin something new.
 *
 * @param resident whom it is for
 * @param district whose pilot decides
 * @param channel such as {@code ONLINE} or {@code WINDOW}
 * @param groups as far as the identity shows them; absent where a clerk has the person before them
 *     and answers for it
 */
public record Newcomer(
        ResidentId resident,
        DivisionCode district,
        String channel,
        Optional<Set<AudienceGroup>> groups) {}
