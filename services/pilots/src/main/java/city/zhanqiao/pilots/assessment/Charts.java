package city.zhanqiao.pilots.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bars and lines as SVG, drawn by the server. They hold shapes only: names and values stand beside
 * them as text of the page, so that every reader and every font shows them alike.
 */
final class Charts {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 14;
    private static final int PLOT_WIDTH = 240;
    private static final int PLOT_HEIGHT = 84;
    private static final int MARGIN = 6;

    /** Told apart in print without colours by their dashes. */
    private static final List<String> COLOURS = List.of("#2b6ca3", "#c4552d", "#1f6b3a");

    private static final List<String> DASHES =
            List.of("", " stroke-dasharray=\"7 3\"", " stroke-dasharray=\"2 2\"");

    private Charts() {}

    /**
     * A bar from 0 to 1 with the target as a line.
     *
     * @param met its colour; none where there is no target
     */
    static String bar(Optional<BigDecimal> value, Optional<BigDecimal> target, boolean met) {
        StringBuilder svg =
                new StringBuilder(
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                        preserveAspectRatio="none">\
                        <rect x="0" y="1" width="%d" height="%d" fill="#e8edf2"/>\
                        """
                                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH, HEIGHT - 2));
        value.ifPresent(part ->
                svg.append(
                        "<rect x=\"0\" y=\"1\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                                .formatted(length(part), HEIGHT - 2, met ? "#2b6ca3" : "#c4552d")));
        target.ifPresent(part ->
                svg.append(
                        "<rect x=\"%d\" y=\"0\" width=\"2\" height=\"%d\" fill=\"#1d2733\"/>"
                                .formatted(Math.min(length(part), WIDTH - 2), HEIGHT)));
        return svg.append("</svg>").toString();
    }

    /**
     * Lines over the months of a period, one for each district, with the target as a thin line. A
     * month without a value leaves a gap, and one between two gaps is a point.
     *
     * @param low value at the bottom
     * @param high value at the top, greater than {@code low}
     */
    static String lines(
            List<List<Optional<BigDecimal>>> series,
            BigDecimal target,
            BigDecimal low,
            BigDecimal high) {
        StringBuilder svg =
                new StringBuilder(
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">\
                        <rect x="0" y="0" width="%d" height="%d" fill="#f6f8fa"/>\
                        <rect x="0" y="%d" width="%d" height="1" fill="#1d2733"/>\
                        """
                                .formatted(
                                        PLOT_WIDTH,
                                        PLOT_HEIGHT,
                                        PLOT_WIDTH,
                                        PLOT_HEIGHT,
                                        PLOT_WIDTH,
                                        PLOT_HEIGHT,
                                        height(target, low, high),
                                        PLOT_WIDTH));
        for (int n = 0; n < series.size(); n++) {
            for (List<String> run : runs(series.get(n), low, high)) {
                svg.append(
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>"
                                .formatted(
                                        String.join(" ", run),
                                        COLOURS.get(n % COLOURS.size()),
                                        DASHES.get(n % DASHES.size())));
            }
        }
        return svg.append("</svg>").toString();
    }

    /** What a district's line looks like, for the legend. */
    static String sample(int n) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="28" height="8" viewBox="0 0 28 8">\
        <polyline points="0,4 28,4" fill="none" stroke="%s" stroke-width="2"%s/></svg>\
        """
                .formatted(COLOURS.get(n % COLOURS.size()), DASHES.get(n % DASHES.size()));
    }

    /** Points of months that follow each other; a lonely one is drawn as a dash. */
    private static List<List<String>> runs(
            List<Optional<BigDecimal>> values, BigDecimal low, BigDecimal high) {
        List<List<String>> runs = new ArrayList<>();
        List<String> run = new ArrayList<>();
        int step = (PLOT_WIDTH - 2 * MARGIN) / Math.max(1, values.size() - 1);
        for (int n = 0; n < values.size(); n++) {
            int x = MARGIN + n * step;
            if (values.get(n).isPresent()) {
                int y = height(values.get(n).get(), low, high);
                run.add(x + "," + y);
            }
            boolean ends = values.get(n).isEmpty() || n == values.size() - 1;
            if (ends && !run.isEmpty()) {
                runs.add(run.size() == 1 ? dash(run.getFirst()) : run);
                run = new ArrayList<>();
            }
        }
        return runs;
    }

    private static List<String> dash(String point) {
        int x = Integer.parseInt(point.substring(0, point.indexOf(',')));
        String y = point.substring(point.indexOf(','));
        return List.of((x - 2) + y, (x + 2) + y);
    }

    private static int height(BigDecimal value, BigDecimal low, BigDecimal high) {
        BigDecimal part = value.subtract(low).divide(high.subtract(low), 4, RoundingMode.HALF_UP);
        BigDecimal inside = part.max(BigDecimal.ZERO).min(BigDecimal.ONE);
        int room = PLOT_HEIGHT - 2 * MARGIN;
        return PLOT_HEIGHT - MARGIN - inside.multiply(BigDecimal.valueOf(room)).intValue();
    }

    /** Between nothing and all, whatever the value. */
    private static int length(BigDecimal part) {
        BigDecimal inside = part.max(BigDecimal.ZERO).min(BigDecimal.ONE);
        return inside.multiply(BigDecimal.valueOf(WIDTH)).intValue();
    }
}
