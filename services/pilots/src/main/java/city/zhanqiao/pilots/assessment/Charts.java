package city.zhanqiao.pilots.assessment;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Bars as SVG, drawn by the server. They hold shapes only: names and values stand beside them as
 * text of the page, so that every reader and every font shows them alike.
 */
final class Charts {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 14;

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

    /** Between nothing and all, whatever the value. */
    private static int length(BigDecimal part) {
        BigDecimal inside = part.max(BigDecimal.ZERO).min(BigDecimal.ONE);
        return inside.multiply(BigDecimal.valueOf(WIDTH)).intValue();
    }
}
