package city.zhanqiao.web.pilot;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.city.problem.ProblemType;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a resident outside a pilot. Its words have three arguments: {@code {0}} the
 * districts where the scenario is open, {@code {1}} the day from which it is open in the district
 * asked for, {@code {2}} why not now ({@code Reason.…} in the bundle). What to do meanwhile is the
 * service's own sentence.
 */
public final class ScenarioClosed {

    private static final String NONE = "—";

    private ScenarioClosed() {}

    /** The problem in the words of the service. */
    public static ProblemException as(
            ProblemType problem,
            Admission.Reason reason,
            List<DivisionCode> openIn,
            Optional<LocalDate> from) {
        String districts = openIn.stream().map(ScenarioClosed::name).collect(joining("、"));
        return new ProblemException(
                problem,
                districts.isEmpty() ? NONE : districts,
                from.map(LocalDate::toString).orElse(NONE),
                reason);
    }

    private static String name(DivisionCode district) {
        return Divisions.ofQingdao()
                .find(district)
                .map(Division::displayName)
                .orElse(district.value());
    }
}
