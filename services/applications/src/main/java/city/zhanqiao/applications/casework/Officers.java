package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.util.Optional;

/**
 * Who in the office did what.
 *
 * @param intake who submitted it at a window, asked for a correction or accepted it
 * @param reviewer who took it up
 * @param second the second officer of a substantive check
 * @param claim ends with the next change of state; only {@link Claims} writes it
 */
public record Officers(
        Optional<StaffId> intake,
        Optional<StaffId> reviewer,
        Optional<StaffId> second,
        Optional<StaffId> decider,
        Optional<Claim> claim) {

    /** 认领: who has taken the case from the common inbox, and since when. */
    public record Claim(StaffId by, Instant at) {}

    static final Officers NONE =
            new Officers(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    Officers intakeBy(StaffId clerk) {
        return new Officers(Optional.of(clerk), reviewer, second, decider, claim);
    }

    Officers reviewedBy(StaffId staff) {
        return new Officers(intake, Optional.of(staff), second, decider, claim);
    }

    Officers checkedBy(StaffId staff) {
        return new Officers(intake, reviewer, Optional.of(staff), decider, claim);
    }

    Officers decidedBy(StaffId staff) {
        return new Officers(intake, reviewer, second, Optional.of(staff), claim);
    }
}
