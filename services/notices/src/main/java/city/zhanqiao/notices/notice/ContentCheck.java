package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.problem.FieldFault;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks what was written, and cleans the one part that may hold HTML. */
final class ContentCheck {

    /** Paragraphs, lists, emphasis, links to web pages; no scripts, styles, frames or pictures. */
    private static final Safelist ALLOWED =
            Safelist.basic()
                    .addTags("h2", "h3")
                    .removeProtocols("a", "href", "ftp", "mailto")
                    .addEnforcedAttribute("a", "rel", "nofollow noopener");

    private static final OutputSettings AS_WRITTEN = new OutputSettings().prettyPrint(false);

    private final Divisions divisions = Divisions.ofQingdao();
    private final InstantSource clock;

    ContentCheck(InstantSource clock) {
        this.clock = clock;
    }

    Outcome<Content, Refusal> check(Content content) {
        List<FieldFault> faults = new ArrayList<>();
        if (!content.texts().containsKey(Content.CHINESE)) {
            faults.add(new FieldFault("/texts/zh-Hans", "required", "简体中文内容必须填写"));
        }
        if (!content.validFrom().isBefore(content.validUntil())) {
            faults.add(new FieldFault("/validUntil", "reversed", "结束时间须晚于开始时间"));
        } else if (!content.validUntil().isAfter(clock.instant())) {
            faults.add(new FieldFault("/validUntil", "past", "结束时间已过"));
        }
        if (content.target().divisions().isEmpty()) {
            faults.add(new FieldFault("/target/divisions", "required", "须指定发布范围"));
        }
        content.target().divisions().stream()
                .filter(code -> divisions.find(code).isEmpty())
                .map(code -> new FieldFault("/target/divisions", "unknown", "没有区划 " + code.value()))
                .forEach(faults::add);
        return faults.isEmpty()
                ? Outcome.done(clean(content))
                : Outcome.refused(new Refusal.Invalid(faults));
    }

    /** Staff of a district reach that district and what lies in it. */
    static boolean isWithin(Content content, Optional<DivisionCode> district) {
        return district.map(own -> content.target().divisions().stream().allMatch(own::contains))
                .orElse(true);
    }

    private static Content clean(Content content) {
        Map<String, Content.Text> cleaned = new TreeMap<>();
        content.texts().forEach((language, text) -> cleaned.put(language, clean(text)));
        return content.withTexts(cleaned);
    }

    private static Content.Text clean(Content.Text text) {
        return new Content.Text(
                text.title().strip(),
                text.summary().strip(),
                Jsoup.clean(text.body(), "", ALLOWED, AS_WRITTEN),
                text.plain(),
                text.instruction());
    }
}
