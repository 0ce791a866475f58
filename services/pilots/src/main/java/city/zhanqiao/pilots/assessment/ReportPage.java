package city.zhanqiao.pilots.assessment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.pilots.assessment.Snapshot.Line;
import city.zhanqiao.pilots.indicator.Indicator;

import org.springframework.web.util.HtmlUtils;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The report in Chinese as one page of XHTML without anything from outside: read on a phone,
 * printed on A4, and the source of the PDF.
 */
final class ReportPage {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="zh-Hans" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="UTF-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{title}</title>
            <style>
            @page { size: A4; margin: 18mm 15mm; }
            body { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", Helvetica, zh, sans-serif;
                   color: #1d2733; margin: 0 auto; padding: 12px; max-width: 860px; line-height: 1.5; font-size: 14px; }
            h1 { font-size: 22px; margin: 8px 0; }
            h2 { font-size: 17px; margin: 24px 0 8px; border-bottom: 2px solid #2b6ca3; padding-bottom: 3px; }
            h3 { font-size: 15px; margin: 16px 0 4px; }
            table { border-collapse: collapse; width: 100%; margin: 6px 0 12px; -fs-table-paginate: paginate; }
            thead { display: table-header-group; }
            tr { page-break-inside: avoid; }
            .part, .scenario + .scenario { page-break-before: always; }
            .group th { background: none; font-weight: bold; padding-top: 8px; page-break-after: avoid; }
            .group span { font-weight: normal; }
            th, td { border-bottom: 1px solid #d5dde5; padding: 4px 6px; text-align: left; vertical-align: top; }
            th { background: #f2f5f8; }
            .n { text-align: right; white-space: nowrap; }
            .k { white-space: nowrap; }
            .bar { width: 204px; }
            .note { color: #5a6775; font-size: 12px; }
            .STOP, .MISSED { color: #a63a1a; }
            .EXPAND, .MET { color: #1f6b3a; }
            .wide { overflow-x: auto; page-break-inside: avoid; }
            .legend svg { display: inline-block; vertical-align: middle; }
            .trend { display: inline-block; width: 252px; margin: 4px 8px 4px 0; page-break-inside: avoid; }
            @media (max-width: 600px) {
              body { font-size: 15px; }
              th, td { padding: 4px 3px; }
              .bar { width: 90px; }
              .bar svg { width: 86px; height: 14px; }
              .less { display: none; }
            }
            </style>
            </head>
            <body>
            {body}
            </body>
            </html>
            """;

    private ReportPage() {}

    static String of(Assessment assessment) {
        Snapshot snapshot = assessment.snapshot();
        String title = snapshot.title() + assessment.kind().title() + "报告";
        return PAGE.replace("{title}", text(title))
                .replace(
                        "{body}",
                        heading(assessment, title)
                                + advice(assessment)
                                + scenarios(snapshot)
                                + decisions(assessment)
                                + corrections(assessment)
                                + definitions());
    }

    private static String heading(Assessment assessment, String title) {
        Snapshot snapshot = assessment.snapshot();
        return """
        <h1>%s</h1>
        <p>依据：%s</p>
        <p>统计期间：%s 至 %s　口径版本：第 %d 版　定格时间：%s　制表：%s</p>
        <p class="note">数据来自办件事件，定格后不再改变；更正附于后。分母为零时以“—”表示。工作日按国务院办公厅放假安排计算。</p>
        """
                .formatted(
                        text(title),
                        text(snapshot.paper()),
                        snapshot.from(),
                        snapshot.to(),
                        snapshot.definition(),
                        CityTime.dateOf(assessment.frozenAt()),
                        text(assessment.author().value()));
    }

    private static String advice(Assessment assessment) {
        return "<h2>一、总体情况与建议</h2><table><thead><tr><th>场景</th><th>试点区</th><th"
                + " class=\"n\">提交</th><th class=\"n\">办结</th><th class=\"n"
                + " less\">逾期</th><th>建议</th><th"
                + " class=\"less\">依据</th><th>决定</th></tr></thead><tbody>"
                + assessment.snapshot().judged().stream()
                        .map(line -> adviceRow(assessment, line))
                        .collect(joining())
                + "</tbody></table>"
                + ReportOthers.of(assessment);
    }

    private static String adviceRow(Assessment assessment, Line line) {
        return """
        <tr><td>%s</td><td>%s</td><td class="n">%d</td><td class="n">%d</td><td class="n less">%d</td>\
        <td class="k %s">%s</td><td class="less">%s</td><td class="k">%s</td></tr>
        """
                .formatted(
                        text(line.title()),
                        text(line.districtName()),
                        line.submitted(),
                        line.closed(),
                        line.late(),
                        line.advice().course(),
                        line.advice().course().title(),
                        line.advice().rule().title(),
                        assessment
                                .decisionOn(line.pilot())
                                .map(decision -> decision.course().title())
                                .orElse("待定"));
    }

    private static String scenarios(Snapshot snapshot) {
        return "<h2 class=\"part\">二、分场景指标</h2>"
                + snapshot.judged().stream()
                        .collect(
                                groupingBy(
                                        line -> line.scenario().value(),
                                        LinkedHashMap::new,
                                        toList()))
                        .values()
                        .stream()
                        .map(ReportPage::scenario)
                        .collect(joining());
    }

    private static String scenario(List<Line> lines) {
        return "<div class=\"scenario\"><h3>%s</h3>".formatted(text(lines.getFirst().title()))
                + ReportGates.of(lines)
                + ReportTrends.of(lines)
                + allIndicators(lines)
                + "</div>";
    }

    private static String allIndicators(List<Line> lines) {
        String head =
                lines.stream()
                        .map(line -> "<th class=\"n\">" + text(line.districtName()) + "</th>")
                        .collect(joining());
        return "<div class=\"wide\"><table><thead><tr><th>指标</th>"
                + head
                + "</tr></thead><tbody>"
                + Arrays.stream(Indicator.values())
                        .map(indicator -> indicatorRow(lines, indicator))
                        .collect(joining())
                + "</tbody></table></div>";
    }

    private static String indicatorRow(List<Line> lines, Indicator indicator) {
        return "<tr><td>"
                + indicator.title()
                + "</td>"
                + lines.stream()
                        .map(line -> line.reading(indicator))
                        .map(reading ->
                                "<td class=\"n\">%s<br/><span class=\"note\">%s</span></td>"
                                        .formatted(
                                                Figures.value(reading), Figures.fraction(reading)))
                        .collect(joining())
                + "</tr>";
    }

    private static String decisions(Assessment assessment) {
        return "<h2>三、决定</h2>"
                + (assessment.decisions().isEmpty()
                        ? "<p>尚未作出决定。</p>"
                        : assessment.decisions().stream()
                                .map(one ->
                                        "<p>%s：<b>%s</b>。%s（%s，%s，%s）</p>"
                                                .formatted(
                                                        name(assessment, one.pilot().toString()),
                                                        one.course().title(),
                                                        text(one.reason()),
                                                        text(one.paper()),
                                                        text(one.author().value()),
                                                        CityTime.dateOf(one.at())))
                                .collect(joining()));
    }

    private static String corrections(Assessment assessment) {
        return "<h2>四、更正</h2>"
                + (assessment.corrections().isEmpty()
                        ? "<p>无。</p>"
                        : assessment.corrections().stream()
                                .map(one ->
                                        "<p>%s，%s：应为 %d / %d。%s（%s，%s）</p>"
                                                .formatted(
                                                        name(assessment, one.pilot().toString()),
                                                        one.indicator().title(),
                                                        one.numerator(),
                                                        one.denominator(),
                                                        text(one.reason()),
                                                        text(one.author().value()),
                                                        CityTime.dateOf(one.at())))
                                .collect(joining()));
    }

    private static String definitions() {
        return "<h2>五、指标口径</h2><table><thead><tr><th>指标</th><th>分子</th><th>分母</th></tr></thead>"
                + "<tbody>"
                + Arrays.stream(Indicator.values())
                        .map(one ->
                                "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                                        .formatted(
                                                one.title(),
                                                chinese(one.numeratorText()),
                                                chinese(one.denominatorText())))
                        .collect(joining())
                + "</tbody></table>";
    }

    private static String chinese(String both) {
        return text(both.split(" / ", 2)[0]);
    }

    private static String name(Assessment assessment, String pilot) {
        return assessment.snapshot().lines().stream()
                .filter(line -> line.pilot().toString().equals(pilot))
                .map(line -> text(line.title() + "（" + line.districtName() + "）"))
                .findFirst()
                .orElse("");
    }

    /** What people wrote is text and never markup. */
    private static String text(String words) {
        return HtmlUtils.htmlEscapeDecimal(words);
    }
}
