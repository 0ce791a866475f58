package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.get;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the city publishes: each item whole, each bundle with the graph and the days promised. */
class PublishedItemsTest {

    /** What JSON Schema can say against a wrong answer. */
    private static final List<String> VALIDATION =
            List.of(
                    "enum",
                    "pattern",
                    "format",
                    "minLength",
                    "maxLength",
                    "minimum",
                    "maximum",
                    "items");

    @ParameterizedTest
    @CsvSource({
        "newborn, A1, health, 1, false, ''",
        "newborn, A2, disease-control, 0, false, A1",
        "newborn, A3, public-security, 2, false, A1",
        "newborn, A4, medical-insurance, 1, false, A3",
        "newborn, A5, tax, 0, false, A4",
        "newborn, A6, human-resources, 2, false, A3",
        "newborn, A7, medical-insurance, 4, false, A1",
        "newborn, A8, health, 0, true, A1",
        "restaurant, B1, approval, 0, false, ''",
        "restaurant, B2, approval, 5, false, B1",
        "restaurant, B3, urban-management, 3, false, B1",
        "restaurant, B4, fire-rescue, 8, false, B1",
        "restaurant, B5, water, 5, true, B1",
        "restaurant, B6, tobacco, 8, true, B1",
        "bereavement, C1, health, 0, false, ''",
        "bereavement, C2, civil-affairs, 0, false, C1",
        "bereavement, C3, public-security, 1, false, C1",
        "bereavement, C4, traffic-police, 1, false, C1",
        "bereavement, C5, human-resources, 10, false, C1",
        "bereavement, C6, human-resources, 10, false, C1 C2",
        "bereavement, C7, medical-insurance, 5, false, C1",
        "bereavement, C8, housing-fund, 3, false, C1"
    })
    void promisesEachMemberOfABundle(
            String bundle, String place, String office, int days, boolean optional, String needs) {
        JsonNode part =
                get("", "/open/v1/bundles/" + bundle)
                        .body()
                        .path("parts")
                        .valueStream()
                        .filter(one -> one.path("place").asString().equals(place))
                        .findFirst()
                        .orElseThrow();

        assertThat(part.path("department").asString()).isEqualTo(office);
        assertThat(part.path("promisedDays").asInt()).isEqualTo(days);
        assertThat(part.path("optional").asBoolean()).isEqualTo(optional);
        List<String> wanted =
                Arrays.stream(needs.split(" ")).filter(one -> !one.isEmpty()).toList();
        assertThat(part.at("/needs/of").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(wanted);
        assertThat(part.at("/needs/least").asInt(0)).as("all of them").isEqualTo(wanted.size());
    }

    @ParameterizedTest
    @CsvSource({"newborn, 5, health", "restaurant, 8, approval", "bereavement, 10, civil-affairs"})
    void promisesEachBundle(String bundle, int days, String lead) {
        JsonNode guide = get("", "/open/v1/bundles/" + bundle).body().path("guide");

        assertThat(guide.at("/promise/promisedDays").asInt()).isEqualTo(days);
        assertThat(guide.path("department").asString()).isEqualTo(lead);
    }

    @Test
    void describesEveryItemWholeAndInWordsOfTheResident() {
        List<JsonNode> items = guides().toList();
        assertThat(items.stream().map(guide -> guide.path("code").asString()))
                .hasSize(28)
                .contains(
                        "social-card",
                        "residence-permit",
                        "elder-card",
                        "dog-registration",
                        "road-occupation",
                        "public-rental-housing",
                        "flexible-insurance");
        assertThat(items)
                .allSatisfy(guide ->
                        assertThat(
                                        Stream.of(
                                                "title",
                                                "summary",
                                                "departmentName",
                                                "clockRegime",
                                                "level",
                                                "kind",
                                                "intake",
                                                "minimumLevel",
                                                "result",
                                                "consultation",
                                                "complaints"))
                                .as(guide.path("code").asString())
                                .allMatch(field -> !guide.path(field).asString("").isBlank()))
                .allSatisfy(guide -> {
                    assertThat(guide.path("implementationCode").asString()).hasSize(31);
                    assertThat(guide.path("steps")).isNotEmpty();
                    assertThat(guide.path("legalBasis")).isNotEmpty();
                    assertThat(guide.path("feeFen").asLong() == 0)
                            .isEqualTo(!guide.hasNonNull("feeBasis"));
                });
    }

    @Test
    void asksEightQuestionsOrMoreThatCanBeAnsweredWrongAndSaysWhoIssuesEachPaper() {
        assertThat(guides())
                .allSatisfy(guide -> {
                    JsonNode questions = guide.at("/form/properties");
                    assertThat(questions).hasSizeGreaterThanOrEqualTo(8);
                    assertThat(questions.valueStream())
                            .allMatch(question -> question.hasNonNull("title"))
                            .allMatch(PublishedItemsTest::isChecked)
                            .anyMatch(question -> question.hasNonNull("description"));
                    assertThat(guide.path("materials").valueStream())
                            .allMatch(paper ->
                                    paper.path("source").asString().equals("AGENCY")
                                            == paper.hasNonNull("agency"));
                });
    }

    private static boolean isChecked(JsonNode question) {
        return question.path("type").asString("").equals("boolean")
                || VALIDATION.stream().anyMatch(question::has);
    }

    private static Stream<JsonNode> guides() {
        return get("", "/open/v1/items")
                .body()
                .path("items")
                .valueStream()
                .map(item -> get("", "/open/v1/items/" + item.path("code").asString()).body());
    }
}
