package city.zhanqiao.pilots.assessment;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.assessment.Snapshot.Judged;
import city.zhanqiao.pilots.assessment.Snapshot.Line;
import city.zhanqiao.pilots.indicator.Reading;

import org.springframework.web.util.HtmlUtils;

import java.util.List;
import java.util.Optional;

/** The part of the report that shows what became of each gate. */
final class ReportGates {

    private ReportGates() {}

    /** The gates district by district, as bars with the target as a line. */
    static String of(List<Line> lines) {
        return "<table><thead><tr><th>门槛指标</th><th class=\"bar\">竖线为门槛</th>"
                + "<th class=\"n\">数值</th><th class=\"n\">上期</th><th>结果</th></tr></thead><tbody>"
                + lines.getFirst().gates().stream()
                        .map(Judged::gate)
                        .map(gate -> gateRows(lines, gate))
                        .collect(joining())
                + "</tbody></table>";
    }

    private static String gateRows(List<Line> lines, Gate gate) {
        return """
        <tr class="group"><th colspan="5">%s <span class="note">%s</span></th></tr>
        """
                        .formatted(gate.indicator().title(), Figures.target(gate))
                + lines.stream().map(line -> gateRow(line, gate)).collect(joining());
    }

    private static String gateRow(Line line, Gate gate) {
        Reading reading = line.reading(gate.indicator());
        Optional<Judged> judged =
                line.gates().stream().filter(one -> one.gate().equals(gate)).findFirst();
        Verdict verdict = judged.map(Judged::verdict).orElse(Verdict.NOT_MEASURED);
        return """
        <tr><td class="k">%s</td><td class="bar">%s</td><td class="n">%s</td><td class="n">%s</td>\
        <td class="k %s">%s</td></tr>
        """
                .formatted(
                        HtmlUtils.htmlEscapeDecimal(line.districtName()),
                        Charts.bar(
                                reading.value(),
                                Optional.of(gate.target()),
                                verdict != Verdict.MISSED),
                        Figures.value(reading),
                        judged.flatMap(Judged::before)
                                .map(value -> Figures.value(gate.indicator(), value))
                                .orElse("—"),
                        verdict,
                        title(verdict));
    }

    private static String title(Verdict verdict) {
        return switch (verdict) {
            case MET -> "达标";
            case MISSED -> "未达标";
            case NOT_MEASURED -> "无数据";
        };
    }
}
