package city.zhanqiao.city.pilot;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A group of residents that a pilot may be kept to; known by age. */
public enum AudienceGroup {
    /** 未成年人: under 18 (民法典 §17). */
    MINORS(0, 17),
    /** 成年人: 18 and older. */
    ADULTS(18, Integer.MAX_VALUE),
    /** 老年人: 60 and older (老年人权益保障法 §2). */
    ELDERS(60, Integer.MAX_VALUE);

    private final int from;
    private final int to;

    AudienceGroup(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** The name used in the API and in events. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AudienceGroup> ofCode(String code) {
        return Arrays.stream(values()).filter(group -> group.code().equals(code)).findFirst();
    }

    /**
     * The groups that a log-in shows of the person for whom something is to begin: none of somebody
     * else, whose age it does not show, and none where no valid number is vouched for.
     */
    public static Set<AudienceGroup> shownBy(
            Caller.Resident caller, ResidentId person, LocalDate today) {
        return caller.claimed()
                .residentNumber()
                .filter(number -> caller.id().equals(person))
                .map(number -> ResidentNumber.parse(number, today))
                .map(parsed ->
                        switch (parsed) {
                            case Outcome.Done(ResidentNumber number) -> ofAge(number.ageOn(today));
                            case Outcome.Refused(var malformed) -> Set.<AudienceGroup>of();
                        })
                .orElse(Set.of());
    }

    /**
     * The groups of somebody of this age.
     *
     * @param age in full years
     */
    public static Set<AudienceGroup> ofAge(int age) {
        Set<AudienceGroup> groups = EnumSet.noneOf(AudienceGroup.class);
        for (AudienceGroup group : values()) {
            if (group.from <= age && age <= group.to) {
                groups.add(group);
            }
        }
        return groups;
    }
}
