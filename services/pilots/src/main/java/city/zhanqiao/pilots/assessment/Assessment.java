package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.pilot.PilotId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An assessment: frozen figures, and what people added to them.
 *
 * @param decisions oldest first; the last one of a pilot holds
 * @param corrections oldest first; the frozen figures stay as they were
 */
record Assessment(
        UUID id,
        String batch,
        Kind kind,
        Snapshot snapshot,
        StaffId author,
        Instant frozenAt,
        List<Decision> decisions,
        List<Correction> corrections) {

    /** Which assessment of a round. */
    enum Kind {
        /** 中期考核. */
        MID_TERM("中期考核"),
        /** 终期验收. */
        FINAL("终期验收"),
        /** 阶段评估: at any other time. */
        INTERIM("阶段评估");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    Optional<Decision> decisionOn(PilotId pilot) {
        return decisions.stream()
                .filter(decision -> decision.pilot().equals(pilot))
                .reduce((earlier, later) -> later);
    }

    boolean covers(PilotId pilot) {
        return snapshot.lines().stream().anyMatch(line -> line.pilot().equals(pilot));
    }

    /**
     * What somebody decided.
     *
     * @param paper the decision paper
     */
    record Decision(
            PilotId pilot,
            Advice.Course course,
            String reason,
            String paper,
            StaffId author,
            Instant at) {}

    /** What a figure should have been. */
    record Correction(
            PilotId pilot,
            Indicator indicator,
            long numerator,
            long denominator,
            String reason,
            StaffId author,
            Instant at) {}
}
