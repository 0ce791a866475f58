package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.StaffId;

import java.util.Optional;

/**
 * Who in the office did what.
 *
 * @param intake who submitted it at a window, asked for a correction or accepted it
 * @param reviewer who took it up
 * @param second the second officer of a substantive check
 */
record Officers(
        Optional<StaffId> intake,
        Optional<StaffId> reviewer,
        Optional<StaffId> second,
        Optional<StaffId> decider) {

    static final Officers NONE =
            new Officers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Officers intakeBy(StaffId clerk) {
        return new Officers(Optional.of(clerk), reviewer, second, decider);
    }

    Officers reviewedBy(StaffId staff) {
        return new Officers(intake, Optional.of(staff), second, decider);
    }

    Officers checkedBy(StaffId staff) {
        return new Officers(intake, reviewer, Optional.of(staff), decider);
    }

    Officers decidedBy(StaffId staff) {
        return new Officers(intake, reviewer, second, Optional.of(staff));
    }
}
