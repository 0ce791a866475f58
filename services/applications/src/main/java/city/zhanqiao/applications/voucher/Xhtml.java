package city.zhanqiao.applications.voucher;

import org.springframework.web.util.HtmlUtils;

import java.util.Optional;

/** Pieces of a page; whatever people wrote is text in them and never markup. */
final class Xhtml {

    private Xhtml() {}

    /** A line of a table of facts. */
    static Optional<String> line(String label, Optional<String> value) {
        return value.map(text -> "<tr><th>%s</th><td>%s</td></tr>".formatted(label, escape(text)));
    }

    /** A paragraph. */
    static String say(String sentence) {
        return "<p class=\"say\">" + escape(sentence) + "</p>";
    }

    static String escape(String text) {
        return HtmlUtils.htmlEscapeDecimal(legible(text), "UTF-8");
    }

    /**
     * XML holds no control characters and no halves of letters, however they are written (XML 1.0
     * §2.2).
     */
    private static String legible(String text) {
        return text.codePoints()
                .filter(Xhtml::isLegible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLegible(int point) {
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point == '\n'
                || point == '\t'
                || point > 0xFFFF
                || (point >= ' ' && point < 0xFFFE && !half);
    }
}
