package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param figure such as {@code P1}
 * @param floor the ratio that must be reached; 0 where the line only explains
 * @param goal the ratio that is hoped for
 */
record Row(String figure, String what, String rival, Compared compared, double floor, double goal) {

    /** A ratio that is written down without a promise. */
    static Row explaining(String figure, String what, String rival, Compared compared) {
        return new Row(figure, what, rival, compared, 0, 0);
    }

    boolean holds() {
        return compared.ratio() >= floor;
    }

    String toMarkdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f/s | %s | %,.0f/s | %.2f | %s | %s |",
                figure,
                what,
                compared.ours(),
                rival,
                compared.rival(),
                compared.ratio(),
                floor == 0 ? "" : "≥ %.2f / %.2f".formatted(floor, goal),
                verdict());
    }

    private String verdict() {
        if (floor == 0) {
            return "";
        }
        if (compared.ratio() >= goal) {
            return "goal reached";
        }
        return holds() ? "floor reached" : "not reached";
    }
}
