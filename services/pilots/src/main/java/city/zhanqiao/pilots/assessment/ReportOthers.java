package city.zhanqiao.pilots.assessment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import city.zhanqiao.pilots.assessment.Snapshot.Line;

import org.springframework.web.util.HtmlUtils;

import java.util.LinkedHashMap;
import java.util.List;

/** The part of the report that names the pilots without cases: bookings, notices, features. */
final class ReportOthers {

    private ReportOthers() {}

    /** A row for each scenario; nothing where the round has none of them. */
    static String of(Assessment assessment) {
        List<Line> others = assessment.snapshot().others();
        return others.isEmpty()
                ? ""
                : "<h3>没有办件的场景</h3><p class=\"note\">预约、通知和应用功能没有办件，不设门槛指标，"
                        + "由试点办据实判断；预约场景列出活跃用户。</p><table><thead><tr><th>场景</th><th>试点区</th>"
                        + "<th class=\"n\">活跃用户</th><th>决定</th></tr></thead><tbody>"
                        + others.stream()
                                .collect(groupingBy(Line::scenario, LinkedHashMap::new, toList()))
                                .values()
                                .stream()
                                .map(lines -> row(assessment, lines))
                                .collect(joining())
                        + "</tbody></table>";
    }

    private static String row(Assessment assessment, List<Line> lines) {
        return """
        <tr><td>%s</td><td>%s</td><td class="n">%s</td><td>%s</td></tr>
        """
                .formatted(
                        text(lines.getFirst().title()),
                        text(lines.stream().map(Line::districtName).collect(joining("、"))),
                        lines.stream()
                                .flatMap(line -> line.readings().stream())
                                .flatMap(reading -> reading.numerator().stream())
                                .map(String::valueOf)
                                .collect(joining("、")),
                        lines.stream()
                                .map(line -> decided(assessment, line))
                                .distinct()
                                .collect(joining("、")));
    }

    private static String decided(Assessment assessment, Line line) {
        return assessment
                .decisionOn(line.pilot())
                .map(decision -> decision.course().title())
                .orElse("待定");
    }

    private static String text(String words) {
        return HtmlUtils.htmlEscapeDecimal(words);
    }
}
