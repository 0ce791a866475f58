package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Reading;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.pilots.pilot.ScenarioCode;

import java.util.List;

/**
 * What an assessment has frozen.
 *
 * @param title of the round
 * @param paper of the round
 * @param from first month
 * @param to last month
 * @param definition version of the definitions by which it was counted
 */
record Snapshot(
        String title, String paper, String from, String to, int definition, List<Line> lines) {

    /**
     * One pilot.
     *
     * @param late cases beyond their limit, closed or open
     */
    record Line(
            PilotId pilot,
            ScenarioCode scenario,
            String title,
            DivisionCode district,
            String districtName,
            String state,
            long submitted,
            long closed,
            long late,
            List<Reading> readings,
            List<Judged> gates,
            Advice advice) {

        boolean isAllMet() {
            return !gates.isEmpty()
                    && gates.stream().allMatch(gate -> gate.verdict() == Verdict.MET);
        }

        Reading reading(Indicator indicator) {
            return readings.stream()
                    .filter(one -> one.indicator() == indicator)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A gate and what became of it. */
    record Judged(Gate gate, Verdict verdict) {}
}
