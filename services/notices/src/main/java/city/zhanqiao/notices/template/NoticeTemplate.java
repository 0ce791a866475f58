package city.zhanqiao.notices.template;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.notices.notice.Content;

import org.springframework.web.util.HtmlUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ready-made notice. Blanks stand in its words as <code>{place}</code>; the same blank is filled
 * in alike wherever it stands.
 *
 * @param code such as {@code water-outage}
 * @param severity as in CAP 1.2, the usual one; so are urgency and certainty
 * @param blanks what has to be filled in, with a hint
 * @param texts by language tag; {@code zh-Hans} is always there
 */
record NoticeTemplate(
        String code,
        String name,
        Content.Kind kind,
        Content.Severity severity,
        Content.Urgency urgency,
        Content.Certainty certainty,
        List<Blank> blanks,
        Map<String, Content.Text> texts) {

    private static final Pattern BLANK = Pattern.compile("\\{([a-z]+)}");

    /** What CAP 1.2 allows for a headline. */
    private static final int TITLE = 160;

    NoticeTemplate {
        blanks = List.copyOf(blanks);
        texts = Map.copyOf(texts);
        Set<String> named = new TreeSet<>(blanks.stream().map(Blank::name).toList());
        texts.forEach((language, text) -> {
            if (!named.containsAll(blanksIn(text))) {
                throw new IllegalStateException(code + " has a blank without a hint: " + language);
            }
        });
    }

    /**
     * The words with their blanks filled in, or what is missing.
     *
     * @param values by language and blank; only these languages are written
     */
    Outcome<Map<String, Content.Text>, List<FieldFault>> fill(
            Map<String, Map<String, String>> values) {
        List<FieldFault> faults = new ArrayList<>();
        Map<String, Content.Text> filled = new TreeMap<>();
        values.forEach((language, own) -> {
            Content.Text words = texts.get(language);
            if (words == null) {
                faults.add(new FieldFault("/values/" + language, "unknown", "模板没有这种语言"));
                return;
            }
            blanksIn(words).stream()
                    .filter(blank -> own.getOrDefault(blank, "").isBlank())
                    .map(blank -> new FieldFault(pointer(language, blank), "required", "请填写"))
                    .forEach(faults::add);
            Content.Text text = fill(words, own);
            if (text.title().length() > TITLE) {
                faults.add(new FieldFault("/values/" + language, "too-long", "标题超过160字"));
            }
            filled.put(language, text);
        });
        if (!values.containsKey(Content.CHINESE)) {
            faults.add(new FieldFault("/values/zh-Hans", "required", "简体中文内容必须填写"));
        }
        return faults.isEmpty() ? Outcome.done(filled) : Outcome.refused(faults);
    }

    private static Content.Text fill(Content.Text words, Map<String, String> values) {
        UnaryOperator<String> plain = text -> fill(text, values, UnaryOperator.identity());
        return new Content.Text(
                plain.apply(words.title()),
                plain.apply(words.summary()),
                // What is filled in is words and never markup.
                fill(words.body(), values, value -> HtmlUtils.htmlEscape(value, "UTF-8")),
                words.plain().map(plain),
                words.instruction().map(plain));
    }

    private static String fill(
            String text, Map<String, String> values, UnaryOperator<String> written) {
        return BLANK.matcher(text)
                .replaceAll(blank ->
                        Matcher.quoteReplacement(
                                written.apply(values.getOrDefault(blank.group(1), "").strip())));
    }

    private static Set<String> blanksIn(Content.Text text) {
        Set<String> found = new TreeSet<>();
        Stream.of(
                        Optional.of(text.title()),
                        Optional.of(text.summary()),
                        Optional.of(text.body()),
                        text.plain(),
                        text.instruction())
                .flatMap(Optional::stream)
                .flatMap(part -> BLANK.matcher(part).results())
                .forEach(blank -> found.add(blank.group(1)));
        return found;
    }

    private static String pointer(String language, String blank) {
        return "/values/" + language + "/" + blank;
    }

    /**
     * What has to be filled in.
     *
     * @param hint for the publisher, with an example
     */
    record Blank(String name, String hint) {}
}
