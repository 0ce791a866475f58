package city.zhanqiao.web.access;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Decides whether a caller fits an access row. Whatever the row does not admit is refused. */
final class AccessRule {

    private final Duration fresh;
    private final InstantSource clock;

    AccessRule(Duration fresh, InstantSource clock) {
        this.fresh = fresh;
        this.clock = clock;
    }

    /** The refusal; empty when the caller may go on. */
    Optional<ProblemException> refuse(Caller caller, Access row) {
        return switch (row.value()) {
            case ANYONE -> Optional.empty();
            case RESIDENT ->
                    caller instanceof Caller.Resident resident
                            ? refuseResident(resident, row)
                            : forbidden();
            case STAFF ->
                    caller instanceof Caller.Staff staff && holdsOne(staff, row.roles())
                            ? Optional.empty()
                            : forbidden();
            case SERVICE -> caller instanceof Caller.Service ? Optional.empty() : forbidden();
        };
    }

    private Optional<ProblemException> refuseResident(Caller.Resident resident, Access row) {
        if (!resident.level().reaches(row.level())) {
            return Optional.of(
                    new ProblemException(
                            CommonProblem.REAL_NAME_LEVEL_TOO_LOW, row.level(), resident.level()));
        }
        return row.fresh() && !isFresh(resident.levelAt())
                ? Optional.of(
                        new ProblemException(
                                CommonProblem.REAL_NAME_CHECK_NOT_FRESH, fresh.toMinutes()))
                : Optional.empty();
    }

    private boolean isFresh(Instant checkedAt) {
        return !checkedAt.isBefore(clock.instant().minus(fresh));
    }

    private static boolean holdsOne(Caller.Staff staff, Role[] wanted) {
        return Arrays.stream(wanted).anyMatch(staff::is);
    }

    private static Optional<ProblemException> forbidden() {
        return Optional.of(new ProblemException(CommonProblem.FORBIDDEN));
    }
}
