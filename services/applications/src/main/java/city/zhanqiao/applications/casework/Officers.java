package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.StaffId;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who in the office did what.
 *
 * @param intake everybody who submitted it at a window, asked for a correction, accepted it or did
 *     not, in this order; of a bundle's member those of the bundle
 * @param reviewer who took it up
 * @param second the second officer of a substantive check
 * @param claim ends with the next change of state; only {@link Claims} writes it
 */
public record Officers(
        Set<StaffId> intake,
        Optional<StaffId> reviewer,
        Optional<StaffId> second,
        Optional<StaffId> decider,
        Optional<Claim> claim) {

    /** 认领: who has taken the case from the common inbox, and since when. */
    public record Claim(StaffId by, Instant at) {}

    static final Officers NONE =
            new Officers(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Officers {
        intake = Collections.unmodifiableSet(new LinkedHashSet<>(intake));
    }

    Officers intakeBy(StaffId clerk) {
        Set<StaffId> all = new LinkedHashSet<>(intake);
        all.add(clerk);
        return takenInBy(all);
    }

    /** Everybody who had a part in it. */
    public Stream<StaffId> all() {
        return Stream.concat(
                        intake.stream(),
                        Stream.of(reviewer, second, decider).flatMap(Optional::stream))
                .distinct();
    }

    Officers takenInBy(Set<StaffId> clerks) {
        return new Officers(clerks, reviewer, second, decider, claim);
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
