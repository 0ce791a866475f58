package city.zhanqiao.pilots.assessment;

import city.zhanqiao.pilots.assessment.Snapshot.Line;
import city.zhanqiao.pilots.indicator.Reading;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The frozen figures as a table (RFC 4180), a line for each pilot and indicator, and one for a
 * pilot that has none.
 */
final class ReportTable {

    /** Tells spreadsheets that it is UTF-8. */
    private static final String MARK = "\uFEFF";

    private static final List<String> HEAD =
            List.of(
                    "scenario",
                    "title",
                    "district",
                    "indicator",
                    "name",
                    "numerator",
                    "denominator",
                    "value",
                    "advice",
                    "rule",
                    "decision");

    private ReportTable() {}

    static String of(Assessment assessment) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Line line : assessment.snapshot().lines()) {
            String decision =
                    assessment.decisionOn(line.pilot()).map(one -> one.course().name()).orElse("");
            line.readings().forEach(reading -> rows.add(toRow(line, reading, decision)));
            if (line.readings().isEmpty()) {
                rows.add(toRow(line, List.of("", "", "", "", ""), decision));
            }
        }
        return rows.stream()
                .map(row -> row.stream().map(ReportTable::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", MARK, "\r\n"));
    }

    private static List<String> toRow(Line line, Reading reading, String decision) {
        return toRow(
                line,
                List.of(
                        reading.indicator().name(),
                        reading.indicator().title(),
                        reading.numerator().map(String::valueOf).orElse(""),
                        reading.denominator().map(String::valueOf).orElse(""),
                        reading.value().map(value -> value.toPlainString()).orElse("")),
                decision);
    }

    private static List<String> toRow(Line line, List<String> figures, String decision) {
        return Stream.of(
                        List.of(line.scenario().value(), line.title(), line.district().value()),
                        figures,
                        List.of(
                                line.advice().course().name(),
                                line.advice().rule().name(),
                                decision))
                .flatMap(List::stream)
                .toList();
    }

    /** In quotes where needed; what a spreadsheet would take for a formula is kept a text. */
    private static String cell(String text) {
        boolean formula = text.matches("[=@+].*|-[^0-9].*");
        String safe = formula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
