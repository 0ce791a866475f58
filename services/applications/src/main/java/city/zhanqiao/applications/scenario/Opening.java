package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.pilot.Admission;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Whether a resident may hand a new case in. */
public sealed interface Opening {

    /** New cases are taken. */
    record Open() implements Opening {}

    /**
     * No new case here of this resident.
     *
     * @param districts where it is open today
     * @param from when it opens here, as far as that is planned
     */
    record Elsewhere(
            Admission.Reason reason, List<DivisionCode> districts, Optional<LocalDate> from)
            implements Opening {}
}
