package city.zhanqiao.notices.notice;

import org.jsoup.Jsoup;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Search in Chinese text without a dictionary: a text is known by its pairs of neighbouring
 * characters. Chinese words are mostly two characters long (停水, 地铁), for which trigrams find
 * nothing in an index; see docs/adr.
 */
public final class SearchWords {

    /** Longest text that is searched; what stands after it is not found. */
    private static final int MOST = 20_000;

    private SearchWords() {}

    /** All words of a notice in all its languages, in the form that is searched. */
    static String of(Content content) {
        String all =
                content.texts().values().stream()
                        .map(text ->
                                text.title()
                                        + " "
                                        + text.summary()
                                        + " "
                                        + Jsoup.parse(text.body()).text())
                        .collect(Collectors.joining(" "));
        return normal(all.length() > MOST ? all.substring(0, MOST) : all);
    }

    /** Full-width letters become half-width, capitals small, blanks one. */
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The pairs of a normal text, each once; a single character has none. */
    public static List<String> pairs(String normal) {
        int[] points = normal.codePoints().toArray();
        return IntStream.range(0, Math.max(0, points.length - 1))
                .filter(at -> points[at] != ' ' && points[at + 1] != ' ')
                .mapToObj(at -> new String(points, at, 2))
                .distinct()
                .sorted()
                .toList();
    }
}
