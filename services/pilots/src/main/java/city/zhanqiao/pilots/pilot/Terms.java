package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.pilot.AudienceGroup;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whom a pilot lets in, and when.
 *
 * @param opensOn first day
 * @param closesOn last day; open-ended without
 * @param share percent of the residents, 0 to 100; who belongs to it is stable
 * @param groups codes of {@link AudienceGroup}; empty for everybody
 * @param channels how cases may be brought
 * @param quota most new cases from the day on which there is a quota; without limit if absent
 */
record Terms(
        LocalDate opensOn,
        Optional<LocalDate> closesOn,
        int share,
        List<String> groups,
        List<Channel> channels,
        Optional<Integer> quota) {

    private static final int WHOLE = 100;

    Terms {
        groups = groups.stream().distinct().sorted().toList();
        channels = channels.stream().distinct().sorted().toList();
    }

    /** How a case is brought. */
    enum Channel {
        ONLINE,
        WINDOW
    }

    /** Everybody, in every way, without end. */
    static Terms everybody(LocalDate from) {
        return new Terms(
                from,
                Optional.empty(),
                WHOLE,
                List.of(),
                List.of(Channel.values()),
                Optional.empty());
    }

    /** The same terms for somebody who cannot begin before the day. */
    Terms from(LocalDate day) {
        return new Terms(
                opensOn.isBefore(day) ? day : opensOn, closesOn, share, groups, channels, quota);
    }

    /** Groups by which no service can tell whether somebody belongs to them. */
    List<String> unknownGroups() {
        return groups.stream().filter(code -> AudienceGroup.ofCode(code).isEmpty()).toList();
    }

    /** Whether anybody is left out by who they are. */
    boolean isForSome() {
        return share < WHOLE || !groups.isEmpty();
    }

    boolean isReversed() {
        return closesOn.filter(end -> end.isBefore(opensOn)).isPresent();
    }

    /** Whether everybody who is let in by the other terms is let in by these. */
    boolean cover(Terms other) {
        return !opensOn.isAfter(other.opensOn)
                && atLeast(closesOn, other.closesOn)
                && share >= other.share
                && (groups.isEmpty()
                        || (!other.groups.isEmpty() && groups.containsAll(other.groups)))
                && channels.containsAll(other.channels)
                && atLeast(quota, other.quota);
    }

    /** Without a limit is more than any limit. */
    private static <T extends Comparable<? super T>> boolean atLeast(
            Optional<T> wide, Optional<T> narrow) {
        return wide.isEmpty()
                || narrow.filter(limit -> wide.get().compareTo(limit) >= 0).isPresent();
    }
}
