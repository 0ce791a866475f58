package city.zhanqiao.city.pilot;

import city.zhanqiao.city.division.DivisionCode;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A pilot as other services know it.
 *
 * @param stopped takes nobody new
 * @param closesOn last day; open-ended without
 * @param share percent of the residents, 0 to 100
 * @param groups codes; empty for everybody
 * @param quota most that may begin, counted from the day on which there is one
 * @param taken how many of the quota have begun
 */
public record KnownPilot(
        UUID id,
        DivisionCode district,
        boolean stopped,
        LocalDate opensOn,
        Optional<LocalDate> closesOn,
        int share,
        Set<String> groups,
        Set<String> channels,
        Optional<Integer> quota,
        int taken) {

    /** Whether anybody at all may begin on the day. */
    public boolean isOpenOn(LocalDate day) {
        return !stopped && !day.isBefore(opensOn) && !isOverOn(day);
    }

    boolean isOverOn(LocalDate day) {
        return closesOn.filter(day::isAfter).isPresent();
    }

    boolean isFull() {
        return quota.filter(most -> taken >= most).isPresent();
    }

    /** The same with one more that has begun. */
    public KnownPilot withOneMore() {
        return new KnownPilot(
                id, district, stopped, opensOn, closesOn, share, groups, channels, quota,
                taken + 1);
    }

    boolean isFor(Set<AudienceGroup> of) {
        return groups.isEmpty() || of.stream().map(AudienceGroup::code).anyMatch(groups::contains);
    }
}
