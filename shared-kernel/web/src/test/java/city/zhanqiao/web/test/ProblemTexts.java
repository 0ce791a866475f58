package city.zhanqiao.web.test;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.problem.ProblemType;

import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that problems can be told in both languages. */
public final class ProblemTexts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");

    private ProblemTexts() {}

    /**
     * Every problem has a title and a detail in Chinese and English, and either both languages say
     * what to do next or none; the detail and the next step take the same arguments in both.
     */
    public static <E extends Enum<E> & ProblemType> void assertComplete(Class<E> problems) {
        for (var problem : problems.getEnumConstants()) {
            var chinese = bundle(problem, Locale.ROOT);
            var english = bundle(problem, Locale.ENGLISH);
            assertThat(english.getLocale())
                    .as("English file of %s", problems)
                    .isEqualTo(Locale.ENGLISH);
            for (var part : Set.of(".title", ".detail")) {
                assertThat(chinese.keySet()).contains(problem.name() + part);
                assertThat(own(english)).contains(problem.name() + part);
            }
            var next = problem.name() + ".next";
            assertThat(own(english).contains(next)).as(next).isEqualTo(chinese.containsKey(next));
            for (var part : Set.of(".title", ".detail", ".next")) {
                var key = problem.name() + part;
                if (chinese.containsKey(key)) {
                    assertThat(placeholders(english, key))
                            .as(key)
                            .isEqualTo(placeholders(chinese, key));
                }
            }
        }
    }

    /** Without those of the parent, which is the Chinese file. */
    private static Set<String> own(ResourceBundle bundle) {
        return ((PropertyResourceBundle) bundle)
                .keySet().stream()
                        .filter(key ->
                                ((PropertyResourceBundle) bundle).handleGetObject(key) != null)
                        .collect(Collectors.toSet());
    }

    private static Set<String> placeholders(ResourceBundle bundle, String key) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(bundle.getString(key)).results().forEach(hit -> found.add(hit.group()));
        return found;
    }

    private static ResourceBundle bundle(ProblemType problem, Locale locale) {
        return ResourceBundle.getBundle(
                problem.bundle(),
                locale,
                problem.getClass().getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
