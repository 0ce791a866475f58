package city.zhanqiao.local.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of HTML with holes like {@code {{name}}}. */
public final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    /** Reads the resource that lies beside a class. */
    public static Template beside(Class<?> type, String file) {
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing page " + file);
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills every hole.
     *
     * @param values by name, as HTML: whoever fills escapes
     */
    public String filled(Map<String, String> values) {
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(value(values, hole.group(1))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing to fill in for " + name);
        }
        return value;
    }
}
