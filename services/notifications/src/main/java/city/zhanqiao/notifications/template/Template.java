package city.zhanqiao.notifications.template;

import city.zhanqiao.web.language.Language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words for one kind of news. {@code {name}} stands for a fact; what stands between {@code [[}
 * and {@code ]]} is left out when one of its facts is not known.
 *
 * @param code such as {@code application.accepted}
 * @param version 1, 2, 3 …; a version that was used never changes
 * @param facts every fact the words may name
 * @param texts by the language's BCP 47 tag
 */
public record Template(
        String code,
        int version,
        Kind kind,
        Status status,
        Map<String, Fact> facts,
        Map<String, Texts> texts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern OPTIONAL_PART = Pattern.compile("\\[\\[(.*?)]]");

    public Template {
        facts = Map.copyOf(facts);
        texts = Map.copyOf(texts);
    }

    /**
     * A fact that words may name.
     *
     * @param personal may stand in the inbox only, never in a push or a text message
     * @param optional words that name it stand in an optional part
     */
    public record Fact(FactType type, boolean personal, boolean optional) {}

    /**
     * The words of one language.
     *
     * @param title of the inbox message; may hold personal facts
     * @param body of the inbox message; may hold personal facts
     * @param pushTitle shown on a locked screen: no personal facts
     * @param pushText shown on a locked screen: no personal facts
     */
    public record Texts(String title, String body, String pushTitle, String pushText) {}

    /** What a resident reads. */
    public record Words(String title, String body) {}

    /** The inbox words, filled in. */
    public Words inbox(Language language, Map<String, String> facts) {
        Map<String, String> known = in(language, facts);
        Texts wanted = textsIn(language);
        return new Words(
                fill(wanted.title(), language, known), fill(wanted.body(), language, known));
    }

    /** The push words, filled in; personal facts are never handed to them. */
    public Words push(Language language, Map<String, String> facts) {
        Map<String, String> known = in(language, facts);
        Texts wanted = textsIn(language);
        Map<String, String> harmless = new HashMap<>(known);
        harmless.keySet().removeIf(this::isPersonal);
        return new Words(
                fill(wanted.pushTitle(), language, harmless),
                fill(wanted.pushText(), language, harmless));
    }

    /**
     * Facts that are words themselves come in several languages, as {@code title@en}; who has none
     * in the reader's language gets the Chinese one.
     */
    private static Map<String, String> in(Language language, Map<String, String> facts) {
        Map<String, String> known = new HashMap<>();
        for (Language one : List.of(Language.ZH_HANS, language)) {
            String mark = "@" + one.tag();
            facts.forEach((name, value) -> {
                if (name.endsWith(mark)) {
                    known.put(name.substring(0, name.length() - mark.length()), value);
                } else if (!name.contains("@")) {
                    known.put(name, value);
                }
            });
        }
        return known;
    }

    /** The names of the facts that words ask for. */
    static Set<String> placeholders(String words) {
        return PLACEHOLDER
                .matcher(words)
                .results()
                .map(hit -> hit.group(1))
                .collect(Collectors.toSet());
    }

    /** The names of the facts that words cannot do without. */
    static Set<String> requiredPlaceholders(String words) {
        return placeholders(OPTIONAL_PART.matcher(words).replaceAll(""));
    }

    Texts textsIn(Language language) {
        return Optional.ofNullable(texts.get(language.tag()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "template %s has no words in %s".formatted(code, language.tag())));
    }

    private boolean isPersonal(String fact) {
        return Optional.ofNullable(facts.get(fact)).map(Fact::personal).orElse(true);
    }

    private String fill(String words, Language language, Map<String, String> known) {
        String complete =
                OPTIONAL_PART
                        .matcher(words)
                        .replaceAll(part -> Matcher.quoteReplacement(keepIfKnown(part, known)));
        return PLACEHOLDER
                .matcher(complete)
                .replaceAll(hit -> Matcher.quoteReplacement(value(hit.group(1), language, known)));
    }

    private static String keepIfKnown(MatchResult part, Map<String, String> known) {
        String words = part.group(1);
        return known.keySet().containsAll(placeholders(words)) ? words : "";
    }

    private String value(String fact, Language language, Map<String, String> known) {
        String value = known.get(fact);
        Fact declared = facts.get(fact);
        if (value == null || declared == null) {
            throw new IllegalArgumentException(
                    "template %s version %d needs the fact %s".formatted(code, version, fact));
        }
        return declared.type().shown(value, language);
    }
}
