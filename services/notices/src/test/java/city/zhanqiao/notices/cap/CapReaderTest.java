package city.zhanqiao.notices.cap;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.notices.cap.CapFault.Rule;
import city.zhanqiao.notices.notice.Content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CapReaderTest {

    private static final String ALERT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
              <identifier>met-2026-001</identifier>
              <sender>met.example</sender>
              <sent>2026-11-24T08:00:00+08:00</sent>
              <status>Actual</status>
              <msgType>Alert</msgType>
              <scope>Public</scope>
              <info>
                <language>zh-CN</language>
                <category>Met</category>
                <event>暴雪</event>
                <urgency>Expected</urgency>
                <severity>Severe</severity>
                <certainty>Likely</certainty>
                <effective>2026-11-24T08:00:00+08:00</effective>
                <expires>2026-11-25T08:00:00+08:00</expires>
                <headline>暴雪橙色预警</headline>
                <description>预计有暴雪。
            请减少出行。</description>
                <instruction>减少出行</instruction>
                <web>https://met.example/001</web>
                <area>
                  <areaDesc>青岛市市南区</areaDesc>
                  <polygon>36.0,120.3 36.1,120.3 36.1,120.4 36.0,120.3</polygon>
                  <circle>36.06,120.38 5.5</circle>
                  <geocode><valueName>GB/T2260</valueName><value>370202</value></geocode>
                </area>
              </info>
            </alert>
            """;

    private final CapReader reader = new CapReader();

    @Test
    void readsAnAlertThatKeepsTheStandard() {
        Content content =
                reader.read(ALERT)
                        .orElseThrow(faults -> new IllegalStateException(faults.toString()));

        assertThat(content.kind()).isEqualTo(Content.Kind.WEATHER);
        assertThat(content.severity()).isEqualTo(Content.Severity.SEVERE);
        assertThat(content.chinese().title()).isEqualTo("暴雪橙色预警");
        assertThat(content.chinese().body()).isEqualTo("<p>预计有暴雪。</p><p>请减少出行。</p>");
        assertThat(content.target().divisions()).containsExactly(new DivisionCode("370202"));
        assertThat(content.validUntil()).isEqualTo("2026-11-25T00:00:00Z");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("broken")
    void refusesEachBrokenAlertForItsOwnRule(Rule rule, String element, String document) {
        assertThat(faults(document)).containsExactly(new CapFault(rule, element));
    }

    private List<CapFault> faults(String document) {
        return switch (reader.read(document)) {
            case Outcome.Done<Content, List<CapFault>> _ -> List.of();
            case Outcome.Refused<Content, List<CapFault>>(List<CapFault> faults) -> faults;
        };
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                of(Rule.WELL_FORMED, "alert", "</alert>", ""),
                of(Rule.WELL_FORMED, "alert", "暴雪</event>", "&unknown;</event>"),
                of(Rule.NO_DOCTYPE, "alert", "<alert ", "<!DOCTYPE alert><alert "),
                of(
                        Rule.NO_DOCTYPE,
                        "alert",
                        "<alert ",
                        "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m"
                                + " \"&l;&l;&l;&l;&l;&l;&l;&l;\">]><alert "),
                of(Rule.CAP_1_2_ALERT, "alert", "cap:1.2", "cap:1.1"),
                of(Rule.KNOWN_ELEMENT, "mood", "<scope>", "<mood>x</mood><scope>"),
                of(Rule.KNOWN_ELEMENT, "info/mood", "<headline>", "<mood>x</mood><headline>"),
                of(
                        Rule.ELEMENT_ORDER,
                        "status",
                        "<status>Actual</status>\n  <msgType>Alert</msgType>",
                        "<msgType>Alert</msgType><status>Actual</status>"),
                of(
                        Rule.ELEMENT_ONCE,
                        "scope",
                        "<scope>Public</scope>",
                        "<scope>Public</scope><scope>Public</scope>"),
                of(Rule.REQUIRED, "identifier", "<identifier>met-2026-001</identifier>", ""),
                of(Rule.REQUIRED, "sender", "<sender>met.example</sender>", "<sender/>"),
                of(Rule.REQUIRED, "sent", "<sent>2026-11-24T08:00:00+08:00</sent>", ""),
                of(Rule.REQUIRED, "info/event", "<event>暴雪</event>", ""),
                of(Rule.REQUIRED, "info/category", "<category>Met</category>", ""),
                of(Rule.REQUIRED, "info/urgency", "<urgency>Expected</urgency>", ""),
                of(
                        Rule.REQUIRED,
                        "info/area/areaDesc",
                        "<areaDesc>青岛市市南区</areaDesc>",
                        "<areaDesc> </areaDesc>"),
                of(
                        Rule.REQUIRED,
                        "info/area/geocode/value",
                        "<area>",
                        "<area><areaDesc>x</areaDesc><geocode><valueName>FIPS</valueName></geocode></area><area>"),
                of(Rule.NAME_CHARACTERS, "identifier", "met-2026-001", "met 2026,001"),
                of(Rule.NAME_CHARACTERS, "sender", "met.example<", "met example<"),
                of(
                        Rule.DATE_FORM,
                        "sent",
                        "<sent>2026-11-24T08:00:00+08:00",
                        "<sent>2026-11-24T00:00:00Z"),
                of(
                        Rule.DATE_FORM,
                        "info/effective",
                        "<effective>2026-11-24T08:00:00+08:00",
                        "<effective>2026-11-24T08:00:00.123+08:00"),
                of(
                        Rule.DATE_FORM,
                        "info/expires",
                        "<expires>2026-11-25T08",
                        "<expires>2026-02-30T08"),
                of(Rule.LISTED_VALUE, "msgType", ">Alert<", ">alert<"),
                of(Rule.LISTED_VALUE, "info/category", ">Met<", ">Weather<"),
                of(Rule.LISTED_VALUE, "info/urgency", ">Expected<", ">Soon<"),
                of(Rule.LISTED_VALUE, "info/severity", ">Severe<", ">Bad<"),
                of(Rule.LISTED_VALUE, "info/certainty", ">Likely<", ">Very likely<"),
                of(
                        Rule.LISTED_VALUE,
                        "info/responseType",
                        "<urgency>",
                        "<responseType>Run</responseType><urgency>"),
                of(
                        Rule.RESTRICTION,
                        "restriction",
                        "</scope>",
                        "</scope><restriction>staff</restriction>"),
                of(Rule.REFERENCES, "references", ">Alert<", ">Update<"),
                of(
                        Rule.REFERENCE_FORM,
                        "references",
                        "</scope>",
                        "</scope><references>met.example,met-2026-000</references>"),
                of(
                        Rule.EXPIRY_AFTER_EFFECT,
                        "info/expires",
                        "<expires>2026-11-25",
                        "<expires>2026-11-23"),
                of(Rule.HEADLINE_LENGTH, "info/headline", "暴雪橙色预警", "雪".repeat(161)),
                of(Rule.LANGUAGE_FORM, "info/language", "</info>", "</info>" + english("e_n")),
                of(Rule.URI_FORM, "info/web", "https://met.example/001", "/001"),
                of(
                        Rule.POLYGON_POINTS,
                        "info/area/polygon",
                        "36.1,120.4 36.0,120.3<",
                        "36.0,120.3<"),
                of(
                        Rule.POLYGON_CLOSED,
                        "info/area/polygon",
                        "36.1,120.4 36.0,120.3<",
                        "36.1,120.4 36.0,120.5<"),
                of(
                        Rule.POINT_RANGE,
                        "info/area/polygon",
                        "36.1,120.3 36.1,120.4",
                        "120.3,36.1 36.1,120.4"),
                of(Rule.CIRCLE_FORM, "info/area/circle", "36.06,120.38 5.5", "36.06,120.38"),
                of(Rule.POINT_RANGE, "info/area/circle", "36.06,120.38 5.5", "120.38,36.06 5.5"),
                of(
                        Rule.CEILING_NEEDS_ALTITUDE,
                        "info/area/ceiling",
                        "</geocode>",
                        "</geocode><ceiling>100</ceiling>"),
                of(
                        Rule.SIZE_FORM,
                        "info/resource/size",
                        "<area>",
                        resource("<size>big</size>") + "<area>"),
                of(Rule.DIVISION_KNOWN, "info/area/geocode", ">370202<", ">110101<"),
                of(
                        Rule.SIZE_FORM,
                        "info/resource/size",
                        "<area>",
                        resource("<size>-1</size>") + "<area>"),
                of(
                        Rule.MIME_TYPE_FORM,
                        "info/resource/mimeType",
                        "<area>",
                        resource("").replace("image/png", "picture") + "<area>"),
                of(
                        Rule.DIGEST_FORM,
                        "info/resource/digest",
                        "<area>",
                        resource("<digest>abc</digest>") + "<area>"),
                of(
                        Rule.DEREF_FORM,
                        "info/resource/derefUri",
                        "<area>",
                        resource("<derefUri>A</derefUri>") + "<area>"),
                of(
                        Rule.URI_FORM,
                        "info/resource/uri",
                        "<area>",
                        resource("<uri>map.png</uri>") + "<area>"),
                of(
                        Rule.POLYGON_SIMPLE,
                        "info/area/polygon",
                        "36.0,120.3 36.1,120.3 36.1,120.4 36.0,120.3",
                        "36.0,120.3 36.1,120.4 36.1,120.3 36.0,120.4 36.0,120.3"),
                of(
                        Rule.CEILING_ABOVE_ALTITUDE,
                        "info/area/ceiling",
                        "</geocode>",
                        "</geocode><altitude>200</altitude><ceiling>100</ceiling>"),
                of(
                        Rule.HEIGHT_FORM,
                        "info/area/altitude",
                        "</geocode>",
                        "</geocode><altitude>high</altitude>"),
                of(
                        Rule.REFERENCE_TO_ITSELF,
                        "references",
                        "</scope>",
                        "</scope><references>met.example,met-2026-001,2026-11-24T08:00:00+08:00</references>"),
                of(
                        Rule.REFERENCE_TO_LATER,
                        "references",
                        "</scope>",
                        "</scope><references>met.example,met-2026-000,2026-11-24T09:00:00+08:00</references>"),
                of(
                        Rule.SAME_EVENT,
                        "info/category",
                        "</info>",
                        "</info>" + english("en").replace(">Met<", ">Geo<")),
                of(
                        Rule.SAME_EVENT,
                        "info/eventCode",
                        "</info>",
                        "</info>"
                                + english("en")
                                        .replace(
                                                "<effective>",
                                                "<eventCode><valueName>x</valueName><value>y</value></eventCode><effective>")),
                of(
                        Rule.ALERT_OR_UPDATE,
                        "msgType",
                        "<msgType>Alert</msgType>\n  <scope>Public</scope>",
                        "<msgType>Cancel</msgType><scope>Public</scope><references>a,b,2026-11-24T07:00:00+08:00</references>"),
                of(Rule.CHINESE_INFO, "info/language", "zh-CN", "en-US"),
                of(Rule.ACTUAL_PUBLIC, "status", ">Actual<", ">Exercise<"));
    }

    /** What is not for the public, or no alert, is refused for that besides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    >Public< | >Restricted< | RESTRICTION | ACTUAL_PUBLIC
                    >Public< | >Private< | ADDRESSES | ACTUAL_PUBLIC
                    >Alert< | >Error< | ERROR_NOTE | ALERT_OR_UPDATE
                    """)
    void namesTheCitysRuleBesideTheStandards(String right, String wrong, Rule rule, Rule house) {
        String document =
                ALERT.replace(right, wrong)
                        .replace(
                                "</scope>",
                                wrong.equals(">Error<")
                                        ? "</scope><references>a,b,2026-11-24T07:00:00+08:00</references>"
                                        : "</scope>");
        assertThat(faults(document))
                .extracting(CapFault::rule)
                .containsExactlyInAnyOrder(rule, house);
    }

    /** Every rule there is has an alert above that breaks it. */
    @Test
    void knowsAnAlertForEveryRule() {
        Set<Rule> broken =
                broken().map(arguments -> (Rule) arguments.get()[0]).collect(Collectors.toSet());
        assertThat(broken)
                .hasSizeGreaterThanOrEqualTo(25)
                .containsAll(EnumSet.complementOf(EnumSet.of(Rule.ADDRESSES, Rule.ERROR_NOTE)));
    }

    private static String resource(String more) {
        return "<resource><resourceDesc>图</resourceDesc><mimeType>image/png</mimeType>"
                + more
                + "</resource>";
    }

    private static String english(String language) {
        return ALERT.substring(ALERT.indexOf("<info>"), ALERT.indexOf("</alert>"))
                .replace("zh-CN", language);
    }

    private static Arguments of(Rule rule, String element, String right, String wrong) {
        assertThat(ALERT).contains(right);
        int at = ALERT.indexOf(right);
        return Arguments.of(
                rule,
                element,
                ALERT.substring(0, at) + wrong + ALERT.substring(at + right.length()));
    }
}
