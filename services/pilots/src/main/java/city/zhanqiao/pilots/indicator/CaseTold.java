package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.identity.ResidentId;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What an event of a case tells, as far as it is counted.
 *
 * @param district whose office decides
 * @param dueOn of the clock that runs
 * @param bundleId the bundle's case, for one of its members
 * @param statutoryDays the law's limit in working days, with its extension once there is one; 0
 *     where it sets none
 * @param promisedDays the city's promise in working days; where it is not told, what is due at the
 *     acceptance tells it
 * @param papersRequired papers that the case needed
 * @param papersShared those of them that an agency's data have spared the resident
 * @param level of a rating, 1 to 5
 * @param fixedInTime whether a bad rating was remedied within its days
 * @param elder whether the resident is 60 or older
 */
record CaseTold(
        UUID applicationId,
        ResidentId residentId,
        String itemCode,
        String district,
        Optional<String> intakeDistrict,
        Optional<String> channel,
        Optional<LocalDate> dueOn,
        Optional<UUID> bundleId,
        Optional<Integer> statutoryDays,
        Optional<Integer> promisedDays,
        Optional<Integer> papersRequired,
        Optional<Integer> papersShared,
        Optional<Integer> level,
        Optional<Boolean> fixedInTime,
        Optional<Boolean> elder) {}
