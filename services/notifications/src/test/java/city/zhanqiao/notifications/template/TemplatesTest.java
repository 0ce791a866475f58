package city.zhanqiao.notifications.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.zhanqiao.notifications.template.Template.Fact;
import city.zhanqiao.notifications.template.Template.Texts;
import city.zhanqiao.web.language.Language;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TemplatesTest {

    private static final List<String> CASE_STEPS =
            List.of(
                    "submitted",
                    "accepted",
                    "review-started",
                    "approved",
                    "refused",
                    "issued",
                    "correction-requested",
                    "corrected",
                    "not-accepted",
                    "lapsed",
                    "suspended",
                    "resumed",
                    "extended",
                    "withdrawn",
                    "delivered");

    private final Templates templates = new Templates(TemplateConfiguration.readFiles());

    @Test
    void haveWordsForEveryStepOfACase() {
        assertThat(CASE_STEPS).allMatch(step -> templates.find("application." + step).isPresent());
    }

    @Test
    void obeyTheRules() {
        assertThat(templates.all()).isNotEmpty();
        assertThat(templates.all().flatMap(one -> TemplateChecks.brokenRules(one).stream()))
                .isEmpty();
    }

    @Test
    void haveEveryLanguage() {
        assertThat(templates.all())
                .allSatisfy(one -> assertThat(one.texts()).containsOnlyKeys("zh-Hans", "en"));
    }

    @Test
    void neverNameAPersonalFactInAPush() {
        Template bad =
                template("Hello {name}", Map.of("name", new Fact(FactType.TEXT, true, false)));

        assertThat(TemplateChecks.brokenRules(bad))
                .contains("personal name in a push in zh-Hans", "personal name in a push in en");
        assertThatThrownBy(() -> bad.push(Language.EN, Map.of("name", "Lin")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Lin");
    }

    @Test
    void sayNothingOfAResidentsOwnAffairsInAPush() {
        assertThat(
                        templates
                                .all()
                                .filter(one ->
                                        one.kind() != Kind.NOTICE && one.kind() != Kind.EMERGENCY))
                .isNotEmpty()
                .allSatisfy(one ->
                        one.texts()
                                .values()
                                .forEach(texts -> {
                                    assertThat(Template.placeholders(texts.pushTitle())).isEmpty();
                                    assertThat(Template.placeholders(texts.pushText())).isEmpty();
                                }));
    }

    @Test
    void speakFactsThatAreWordsInTheReadersLanguage() {
        Template template =
                template("{title}", Map.of("title", new Fact(FactType.TEXT, false, false)));
        Map<String, String> both = Map.of("title@zh-Hans", "停水", "title@en", "No water");

        assertThat(template.push(Language.EN, both).body()).isEqualTo("No water");
        assertThat(template.push(Language.ZH_HANS, both).body()).isEqualTo("停水");
        assertThat(template.push(Language.EN, Map.of("title@zh-Hans", "停水")).body())
                .isEqualTo("停水");
    }

    @Test
    void refuseUndeclaredFactsAndOptionalOnesOutsideOptionalParts() {
        assertThat(TemplateChecks.brokenRules(template("at {place}", Map.of())))
                .contains("undeclared place in en");
        assertThat(
                        TemplateChecks.brokenRules(
                                template(
                                        "by {day}",
                                        Map.of("day", new Fact(FactType.DATE, false, true)))))
                .contains("optional day outside [[ ]] in en");
    }

    @Test
    void leaveOutWhatIsNotKnown() {
        Template template =
                template(
                        "Done.[[ By {day}.]]", Map.of("day", new Fact(FactType.DATE, false, true)));

        assertThat(template.push(Language.EN, Map.of()).body()).isEqualTo("Done.");
        assertThat(template.push(Language.EN, Map.of("day", "2026-12-01")).body())
                .isEqualTo("Done. By 1 Dec 2026.");
    }

    private static Template template(String push, Map<String, Fact> facts) {
        Texts texts = new Texts("title", "body", "push", push);
        return new Template(
                "test.words",
                1,
                Kind.APPLICATION,
                Status.NEW,
                facts,
                Map.of("zh-Hans", texts, "en", texts));
    }
}
