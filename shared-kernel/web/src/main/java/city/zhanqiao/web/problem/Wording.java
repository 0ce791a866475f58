package city.zhanqiao.web.problem;

import static java.util.regex.Matcher.quoteReplacement;

import city.zhanqiao.city.problem.ProblemType;
import city.zhanqiao.web.language.Language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.Pattern;

/**
 * Finds the words for a problem. Placeholders are {@code {0}}, {@code {1}} …; no other sign has a
 * meaning, so apostrophes need no doubling.
 */
final class Wording {

    /** Without it, a missing English file would be replaced by the machine's own language. */
    private static final Control NO_FALLBACK =
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private static final String CONSTRAINTS = "city.zhanqiao.web.problem.constraints";

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)}");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\{(\\w+)}");

    private Wording() {}

    static String title(ProblemType type, Language language) {
        return bundle(type, language).getString(type.name() + ".title");
    }

    static String detail(ProblemType type, Language language, List<Object> arguments) {
        var bundle = bundle(type, language);
        return fill(bundle.getString(type.name() + ".detail"), bundle, arguments);
    }

    static Optional<String> nextAction(
            ProblemType type, Language language, List<Object> arguments) {
        var bundle = bundle(type, language);
        var key = type.name() + ".next";
        return bundle.containsKey(key)
                ? Optional.of(fill(bundle.getString(key), bundle, arguments))
                : Optional.empty();
    }

    /** The words for a broken constraint; {@code {min}} and the like are its attributes. */
    static String constraint(String code, Language language, Map<String, Object> attributes) {
        var bundle =
                ResourceBundle.getBundle(
                        CONSTRAINTS,
                        language.bundle(),
                        Wording.class.getClassLoader(),
                        NO_FALLBACK);
        return ATTRIBUTE
                .matcher(bundle.getString(bundle.containsKey(code) ? code : "invalid"))
                .replaceAll(
                        found -> quoteReplacement(String.valueOf(attributes.get(found.group(1)))));
    }

    private static ResourceBundle bundle(ProblemType type, Language language) {
        return ResourceBundle.getBundle(
                type.bundle(), language.bundle(), type.getClass().getClassLoader(), NO_FALLBACK);
    }

    private static String fill(String text, ResourceBundle bundle, List<Object> arguments) {
        return ARGUMENT.matcher(text)
                .replaceAll(found -> quoteReplacement(word(found.group(1), bundle, arguments)));
    }

    /** A constant may have a word of its own, such as {@code RealNameLevel.L2}. */
    private static String word(String number, ResourceBundle bundle, List<Object> arguments) {
        var argument = arguments.get(Integer.parseInt(number));
        if (argument instanceof Enum<?> constant) {
            var key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
            return bundle.containsKey(key) ? bundle.getString(key) : constant.name();
        }
        return String.valueOf(argument);
    }
}
