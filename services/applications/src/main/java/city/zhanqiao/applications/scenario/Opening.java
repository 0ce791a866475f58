package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.division.DivisionCode;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Whether something is open in a district today. */
public sealed interface Opening {

    /** New cases are taken. */
    record Open() implements Opening {}

    /**
     * No new cases here.
     *
     * @param districts where it is open today
     * @param from when it opens here, as far as that is planned
     */
    record Elsewhere(List<DivisionCode> districts, Optional<LocalDate> from) implements Opening {}
}
