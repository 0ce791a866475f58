package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Reading;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.pilots.pilot.ScenarioCode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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

    /** The pilots that are judged by gates. */
    List<Line> judged() {
        return lines.stream().filter(line -> !line.gates().isEmpty()).toList();
    }

    /** The pilots without cases, which people judge. */
    List<Line> others() {
        return lines.stream().filter(line -> line.gates().isEmpty()).toList();
    }

    /**
     * One pilot.
     *
     * @param late cases beyond their limit, closed or open
     * @param readings those that there are of such a scenario
     * @param gates none for a scenario without cases
     * @param trends of the indicators that have a gate
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
            List<Trend> trends,
            Advice advice) {

        boolean isAllMet() {
            return !gates.isEmpty()
                    && gates.stream().allMatch(gate -> gate.verdict() == Verdict.MET);
        }

        Optional<Trend> trend(Indicator indicator) {
            return trends.stream().filter(one -> one.indicator() == indicator).findFirst();
        }

        Reading reading(Indicator indicator) {
            return readings.stream()
                    .filter(one -> one.indicator() == indicator)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * A gate and what became of it.
     *
     * @param before the value in the last assessment before this one
     */
    record Judged(Gate gate, Verdict verdict, Optional<BigDecimal> before) {}

    /** An indicator month by month. */
    record Trend(Indicator indicator, List<Point> points) {

        List<Optional<BigDecimal>> values() {
            return points.stream().map(Point::value).toList();
        }
    }

    /**
     * One month of a trend.
     *
     * @param month such as {@code 2022-06}
     * @param value absent where nothing was counted
     */
    record Point(String month, Optional<BigDecimal> value) {}
}
