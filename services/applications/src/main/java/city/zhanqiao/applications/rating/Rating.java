package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.ApplicationId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A rating as those see it who follow it up: not who gave it.
 *
 * @param level 5 very satisfied (非常满意) to 1 very dissatisfied; 1 and 2 are bad
 * @param late given after the day on which the case ended
 * @param followUp only of a bad rating
 */
record Rating(
        ApplicationId application,
        String item,
        int level,
        Map<Aspect, Integer> scores,
        Optional<String> comment,
        boolean late,
        Instant ratedAt,
        Optional<FollowUp> followUp) {

    /** A rating of this level or below is a bad one (差评). */
    static final int BAD = 2;

    /** What is rated beside the whole. */
    enum Aspect {
        ATTITUDE,
        SPEED,
        CLARITY,
        CONVENIENCE
    }

    /**
     * C9: what follows from a bad rating.
     *
     * @param contactDue 1 working day
     * @param fixDue 5 working days, 15 where it is complex
     */
    record FollowUp(
            LocalDate contactDue,
            LocalDate fixDue,
            Optional<Instant> contactedAt,
            Optional<Instant> fixedAt,
            Optional<String> outcome) {}

    /** Hides the words from logs. */
    @Override
    public String toString() {
        return "Rating[%s]".formatted(application);
    }
}
