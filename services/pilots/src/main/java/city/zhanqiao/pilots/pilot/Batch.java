package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.pilots.pilot.Scenarios.Scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A round of pilots as it stands in the configuration: what its paper opens, where and when.
 *
 * @param batch code of the round
 * @param closesOn last day of every pilot
 * @param midTermOn day of the mid-term assessment (中期考核)
 * @param finalOn day of the final acceptance (终期验收)
 */
record Batch(
        String batch,
        Text title,
        String paper,
        String reason,
        LocalDate opensOn,
        Optional<LocalDate> closesOn,
        LocalDate midTermOn,
        LocalDate finalOn,
        List<Opening> openings) {

    /** Scenarios that the round opens in each of some districts. */
    record Opening(List<DivisionCode> districts, List<Opened> scenarios) {}

    /** One text in both languages. */
    record Text(String zh, String en) {}

    /** A scenario that the round opens. */
    record Opened(ScenarioCode code, Text title, DepartmentCode department) {

        Scenario toScenario() {
            return new Scenario(code, title.zh(), title.en(), department);
        }

        /** Names the line of the configuration that a pilot comes from. */
        String seed(String batch, DivisionCode district) {
            return batch + " " + code + " " + district;
        }
    }
}
