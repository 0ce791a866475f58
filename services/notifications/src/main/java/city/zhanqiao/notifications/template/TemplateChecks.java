package city.zhanqiao.notifications.template;

import city.zhanqiao.web.language.Language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The rules that words obey; a template that breaks one keeps the service from starting. */
final class TemplateChecks {

    private TemplateChecks() {}

    static List<String> brokenRules(Template template) {
        List<String> broken = new ArrayList<>();
        for (Language language : Language.values()) {
            if (template.texts().containsKey(language.tag())) {
                check(template, template.textsIn(language), language.tag(), broken);
            } else {
                broken.add("no words in " + language.tag());
            }
        }
        if (template.texts().size() != Language.values().length) {
            broken.add("words in a language that the city does not speak");
        }
        return broken;
    }

    private static void check(
            Template template, Template.Texts texts, String language, List<String> broken) {
        List<String> all =
                Arrays.asList(texts.title(), texts.body(), texts.pushTitle(), texts.pushText());
        for (String words : all) {
            if (words == null || words.isBlank()) {
                broken.add("empty words in " + language);
                return;
            }
            named(template, Template.placeholders(words), language, broken);
            for (String fact : Template.requiredPlaceholders(words)) {
                if (is(template, fact, Template.Fact::optional)) {
                    broken.add("optional %s outside [[ ]] in %s".formatted(fact, language));
                }
            }
        }
        for (String words : List.of(texts.pushTitle(), texts.pushText())) {
            for (String fact : Template.placeholders(words)) {
                if (is(template, fact, Template.Fact::personal)) {
                    broken.add("personal %s in a push in %s".formatted(fact, language));
                }
            }
        }
    }

    private static void named(
            Template template, Set<String> facts, String language, List<String> broken) {
        for (String fact : facts) {
            if (!template.facts().containsKey(fact)) {
                broken.add("undeclared %s in %s".formatted(fact, language));
            }
        }
    }

    private static boolean is(
            Template template, String fact, java.util.function.Predicate<Template.Fact> property) {
        Template.Fact declared = template.facts().get(fact);
        return declared != null && property.test(declared);
    }
}
