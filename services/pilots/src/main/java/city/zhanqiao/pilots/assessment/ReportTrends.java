package city.zhanqiao.pilots.assessment;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.pilots.assessment.Snapshot.Line;
import city.zhanqiao.pilots.assessment.Snapshot.Trend;
import city.zhanqiao.pilots.indicator.Indicator;

import org.springframework.web.util.HtmlUtils;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The part of the report that shows the gates' indicators month by month, as lines. */
final class ReportTrends {

    /** What varies less than this is drawn as nearly level. */
    private static final BigDecimal LEAST_SPAN = new BigDecimal("0.1");

    private ReportTrends() {}

    /** The lines of a scenario's districts. */
    static String of(List<Line> lines) {
        String plots =
                lines.getFirst().gates().stream()
                        .map(judged -> plot(lines, judged.gate()))
                        .collect(joining());
        return "<div class=\"trends\">" + plots + "</div>" + legend(lines);
    }

    private static String plot(List<Line> lines, Gate gate) {
        Indicator indicator = gate.indicator();
        List<List<Optional<BigDecimal>>> series =
                lines.stream()
                        .map(line -> line.trend(indicator).map(Trend::values).orElse(List.of()))
                        .toList();
        List<BigDecimal> known =
                Stream.concat(
                                Stream.of(gate.target()),
                                series.stream().flatMap(List::stream).flatMap(Optional::stream))
                        .sorted(Comparator.naturalOrder())
                        .toList();
        BigDecimal low = known.getFirst();
        BigDecimal high = known.getLast().max(low.add(LEAST_SPAN));
        return """
        <div class="trend"><div>%s<span class="note">　%s – %s</span></div>%s</div>
        """
                .formatted(
                        indicator.title(),
                        Figures.value(indicator, low.setScale(4, RoundingMode.HALF_UP)),
                        Figures.value(indicator, high.setScale(4, RoundingMode.HALF_UP)),
                        Charts.lines(series, gate.target(), low, high));
    }

    private static String legend(List<Line> lines) {
        String months =
                lines.getFirst().trends().stream()
                        .findFirst()
                        .map(Trend::points)
                        .filter(points -> !points.isEmpty())
                        .map(points -> points.getFirst().month() + " 至 " + points.getLast().month())
                        .orElse("");
        String districts =
                IntStream.range(0, lines.size())
                        .mapToObj(n ->
                                Charts.sample(n)
                                        + " "
                                        + HtmlUtils.htmlEscapeDecimal(lines.get(n).districtName()))
                        .collect(joining("　"));
        return "<p class=\"note legend\">逐月走势 %s：%s　细横线为门槛</p>".formatted(months, districts);
    }
}
