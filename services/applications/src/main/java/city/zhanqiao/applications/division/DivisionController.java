package city.zhanqiao.applications.division;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;

/** Districts of the city, streets of a district, communities of a street. */
@RestController
class DivisionController {

    private final Divisions divisions = Divisions.ofQingdao();

    @GetMapping("/open/v1/divisions")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "The districts, or what lies directly in one division")
    DivisionList list(@RequestParam Optional<String> in) {
        List<Division> found = in.map(this::within).orElseGet(divisions::districts);
        return new DivisionList(found.stream().map(this::toPlace).toList());
    }

    private List<Division> within(String code) {
        DivisionCode parent = parse(code);
        Division division = divisions.find(parent).orElseThrow(DivisionController::notFound);
        return switch (division.level()) {
            case CITY -> divisions.districts();
            case DISTRICT -> divisions.streetsOf(parent);
            case STREET -> divisions.communitiesOf(parent);
            case COMMUNITY -> List.of();
        };
    }

    private static DivisionCode parse(String code) {
        try {
            return new DivisionCode(code);
        } catch (IllegalArgumentException malformed) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ApplicationsProblem.DIVISION_NOT_FOUND);
    }

    private Place toPlace(Division division) {
        return new Place(
                division.code(),
                division.displayName(),
                division.englishName(),
                division.level(),
                divisions.isResidence(division.code()));
    }

    record DivisionList(List<Place> items) {}

    /**
     * A division.
     *
     * @param residence whether it can be given as a place to live
     */
    record Place(
            DivisionCode code,
            String name,
            Optional<String> englishName,
            Division.Level level,
            boolean residence) {}
}
