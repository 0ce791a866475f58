package city.zhanqiao.pilots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.PilotsCity.Reply;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A pilot of 2,000 cases over eighteen months, from the events to both assessments; or of as many
 * as {@code -Dzhanqiao.simulated-cases} says ({@code load-tests/scripts/simulated-pilot}).
 */
class SimulatedPilotTest {

    private static final int CASES = Integer.getInteger("zhanqiao.simulated-cases", 2_000);

    /** Grows with the cases: each is told by some six events, which are counted one by one. */
    private static final Duration COUNTED = Duration.ofSeconds(90).plusMillis(30L * CASES);

    private static final String AFTER = "2023-12-01T02:00:00Z";
    private static final String PAN = PilotsCity.office("s-pan");
    private static final String ASSESSMENTS = "/admin/v1/assessments";
    private static final SimulatedCity simulated = new SimulatedCity(20220523L, CASES);
    private static final PilotsCity city = PilotsCity.startBeside(AFTER, simulated::start);

    @BeforeAll
    static void live() {
        simulated.live(CASES);
        awaitCounted();
    }

    @BeforeEach
    void setTheClock() {
        city.moveClockTo(AFTER);
    }

    @AfterAll
    static void stop() {
        city.close();
        simulated.close();
    }

    @Test
    void countsToTheLastDigitWhatAnIndependentCalculationCounts() {
        for (String item : SimulatedCity.ITEMS) {
            for (String district : SimulatedCity.DISTRICTS) {
                assertThat(withoutCosts(counted(item, district, "2022-06", "2022-11")))
                        .as("%s in %s until the mid-term", item, district)
                        .containsExactlyElementsOf(
                                withoutCosts(
                                        simulated.count(
                                                item, district, "2022-06-01", "2022-11-30")));
                assertThat(withoutCosts(counted(item, district, "2022-06", "2023-11")))
                        .as("%s in %s until the end", item, district)
                        .containsExactlyElementsOf(
                                withoutCosts(
                                        simulated.count(
                                                item, district, "2022-06-01", "2023-11-30")));
            }
        }
    }

    @Test
    void countsTheSameFromScratch() {
        List<String> sums = sums();
        assertThat(sums).hasSizeGreaterThan(1_000);

        Reply accepted =
                city.send(
                        PAN,
                        "POST",
                        "/admin/v1/pilots/recount",
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        "");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT actor FROM audit WHERE action ="
                                                + " 'indicator.recount'"))
                .containsExactly("s-pan");
        awaitCounted();
        assertThat(sums()).isEqualTo(sums);
    }

    @Test
    void dividesTheCostOnceSomebodyHasEnteredItAndLetsNobodyOverwriteAnother() {
        String cost = "/admin/v1/pilots/" + pilot("residence-permit", "370212") + "/costs/2023-02";
        Reply nothing = city.get(PAN, cost);
        assertThat(nothing.body().has("fen")).isFalse();
        assertThat(city.post(PAN, cost, nothing.version(), "{\"fen\":1200000}").status())
                .isEqualTo(200);
        assertThat(city.post(PAN, cost, nothing.version(), "{\"fen\":5}").code())
                .isEqualTo("STALE_VERSION");
        assertThat(city.post(PAN, cost, 9, "{\"fen\":5}").code()).isEqualTo("STALE_VERSION");
        Reply entered = city.get(PAN, cost);
        assertThat(entered.body().path("fen").asLong()).isEqualTo(1_200_000);
        assertThat(city.post(PAN, cost, entered.version(), "{\"fen\":-1}").status()).isEqualTo(422);
        assertThat(city.post(PAN, cost, entered.version(), "{\"fen\":1300000}").status())
                .isEqualTo(200);
        assertThat(counted("residence-permit", "370212", "2023-02", "2023-02").getLast())
                .startsWith("COST_PER_CASE 1300000 ");
    }

    @Test
    void givesNoValueWhereNothingWasCounted() {
        Reply empty = indicators(PAN, pilot("social-card", "370202"), "2022-05", "2022-05");
        assertThat(empty.status()).isEqualTo(200);
        JsonNode online = empty.body().at("/indicators/0");
        assertThat(online.path("denominator").asLong(-1)).isZero();
        assertThat(online.has("value")).isFalse();
        String id = pilot("social-card", "370202");
        assertThat(indicators(PAN, id, "2022-11", "2022-06").code()).isEqualTo("PERIOD_UNSOUND");
        assertThat(indicators(PAN, id, "2022-13", "2023-06").code()).isEqualTo("PERIOD_UNSOUND");
        assertThat(indicators(PAN, id, "2012-01", "2023-06").code()).isEqualTo("PERIOD_UNSOUND");
    }

    @Test
    void freezesBothAssessmentsAndAddsWhatPeopleSay() throws IOException {
        Reply middle = post(ASSESSMENTS, "{\"batch\":\"2022-1\",\"kind\":\"MID_TERM\"}");
        assertThat(middle.status()).isEqualTo(201);
        assertThat(middle.body().at("/snapshot/from").asString()).isEqualTo("2022-05");
        assertThat(middle.body().at("/snapshot/to").asString()).isEqualTo("2022-11");
        assertThat(middle.body().at("/snapshot/lines")).hasSize(9);
        Reply last = post(ASSESSMENTS, "{\"batch\":\"2022-1\",\"kind\":\"FINAL\"}");
        assertThat(last.body().at("/snapshot/from").asString()).isEqualTo("2022-12");
        assertThat(last.body().at("/snapshot/to").asString()).isEqualTo("2023-11");
        JsonNode line = line(last, "item:social-card", "370202");
        assertThat(readings(line))
                .containsExactlyElementsOf(
                        simulated.count("social-card", "370202", "2022-12-01", "2023-11-30"));
        assertThat(line.at("/trends/0/indicator").asString()).isEqualTo("ONLINE");
        assertThat(line.at("/trends/0/points")).hasSize(12);
        assertThat(line.at("/trends/0/points/0/value").asDouble()).isBetween(0.5, 1.0);
        assertThat(line.at("/gates/0/before").asDouble())
                .isEqualTo(
                        line(middle, "item:social-card", "370202")
                                .at("/readings/0/value")
                                .asDouble());
        assertThat(line.at("/advice/course").asString()).isIn("STOP", "ADJUST");
        assertThat(line.at("/advice/rule").asString()).isIn("TOO_MANY_LATE", "GATE_MISSED");
        assertThat(post(ASSESSMENTS, "{\"batch\":\"2022-1\",\"kind\":\"FINAL\"}").code())
                .isEqualTo("ALREADY_ASSESSED");
        assertThat(post(ASSESSMENTS, "{\"batch\":\"2031-1\",\"kind\":\"FINAL\"}").code())
                .isEqualTo("ROUND_NOT_FOUND");

        String id = last.body().path("id").asString();
        String pilot = line.path("pilot").asString();
        post(
                ASSESSMENTS + "/" + id + "/decisions",
                """
                {"pilot":"%s","course":"ADJUST","reason":"按期办结率<95%%","paper":"试点办〔2023〕12号"}
                """
                        .formatted(pilot));
        Reply corrected =
                post(
                        ASSESSMENTS + "/" + id + "/corrections",
                        """
                        {"pilot":"%s","indicator":"ONLINE","numerator":300,"denominator":360,"reason":"补录一批窗口件"}
                        """
                                .formatted(pilot));
        assertThat(corrected.body().at("/decisions/0/author").asString()).isEqualTo("s-pan");
        assertThat(corrected.body().at("/corrections/0/numerator").asInt()).isEqualTo(300);
        assertThat(readings(line(corrected, "item:social-card", "370202")))
                .isEqualTo(readings(line));
        assertThatThrownBy(() -> city.database().execute("UPDATE assessment SET batch = batch"))
                .hasMessageContaining("frozen");
        assertThat(
                        post(
                                        ASSESSMENTS + "/" + id + "/decisions",
                                        """
                                        {"pilot":"%s","course":"STOP","reason":"x","paper":"y"}
                                        """
                                                .formatted(UUID.randomUUID()))
                                .code())
                .isEqualTo("PILOT_NOT_FOUND");
        reports(id);
    }

    private static void reports(String id) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "reports"));
        for (String format : List.of("HTML", "PDF", "CSV", "JSON")) {
            Reply report = city.get(PAN, ASSESSMENTS + "/" + id + "/report?format=" + format);
            assertThat(report.status()).isEqualTo(200);
            Files.write(
                    folder.resolve("report." + format.toLowerCase(Locale.ROOT)), report.bytes());
        }
        String page = city.get(PAN, ASSESSMENTS + "/" + id + "/report").text();
        assertThat(page)
                .contains("终期验收报告", "按时办结率", "<svg", "市南区", "按期办结率&#60;95%")
                .contains("逐月走势 2022-12 至 2023-11", "<polyline");
        byte[] pdf = Files.readAllBytes(folder.resolve("report.pdf"));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("终期验收报告", "95.00%", "达标");
        }
        assertThat(Files.readString(folder.resolve("report.csv")).lines())
                .hasSize(1 + 9 * 17)
                .first()
                .asString()
                .contains("scenario,title,district,indicator");
        assertThat(
                        city.get(
                                        PilotsCity.staff("s-own", Role.PILOT_OFFICE, "370202"),
                                        ASSESSMENTS + "/" + id + "/report")
                                .code())
                .isEqualTo("OTHER_DISTRICT");
    }

    @Test
    void refusesToAssessBeforeTheLastMonthIsOver() {
        assertThat(post(ASSESSMENTS, "{\"batch\":\"2026-2\",\"kind\":\"FINAL\"}").code())
                .isEqualTo("ASSESSMENT_TOO_EARLY");
    }

    /** Bookings, notices and features have no cases: they are named, and people decide on them. */
    @Test
    void leavesNoScenarioOutOfAnAssessment() throws IOException {
        city.moveClockTo("2026-12-01T02:00:00Z");
        Reply middle = post(ASSESSMENTS, "{\"batch\":\"2026-2\",\"kind\":\"MID_TERM\"}");
        assertThat(middle.status()).as(middle.text()).isEqualTo(201);
        assertThat(middle.body().at("/snapshot/lines"))
                .hasSize(
                        (int)
                                city.database()
                                        .count(
                                                "SELECT count(*) FROM pilot WHERE batch ="
                                                        + " '2026-2'"));
        JsonNode hall = line(middle, "hall:" + SimulatedCity.HALL, "370202");
        assertThat(readings(hall)).containsExactly("ACTIVE_RESIDENTS 7 -");
        assertThat(hall.at("/advice/rule").asString()).isEqualTo("NO_GATES");
        JsonNode notices = line(middle, "notices:weather", "370285");
        assertThat(notices.path("readings")).isEmpty();
        String report = ASSESSMENTS + "/" + middle.body().path("id").asString();
        Reply decided =
                post(
                        report + "/decisions",
                        """
                        {"pilot":"%s","course":"EXPAND","reason":"反映良好","paper":"试点办〔2026〕3号"}
                        """
                                .formatted(notices.path("pilot").asString()));
        assertThat(decided.body().at("/decisions/0/course").asString()).isEqualTo("EXPAND");
        Reply page = city.get(PAN, report + "/report");
        Path folder = Files.createDirectories(Path.of("target", "reports"));
        Files.write(folder.resolve("second-round.html"), page.bytes());
        assertThat(page.text()).contains("没有办件的场景", "青岛市民中心预约", "天气通知", "待定、推广");
        assertThat(city.get(PAN, report + "/report?format=CSV").text())
                .contains("notices:weather,天气通知,370285,,,,,,CONTINUE,NO_GATES,EXPAND");
        assertThat(
                        indicators(PAN, pilot(SimulatedCity.HALL, "370202"), "2026-01", "2026-06")
                                .body()
                                .at("/indicators")
                                .valueStream()
                                .map(SimulatedPilotTest::toText))
                .containsExactly("ACTIVE_RESIDENTS 7 -");
    }

    @Test
    void advisesAStopWhileAPrivacyIncidentIsOpen() {
        String pilot =
                city.database()
                        .texts(
                                "SELECT id FROM pilot WHERE batch = '2022-1' AND scenario ="
                                        + " 'item:elder-card' AND district = '370211'")
                        .getFirst();
        Reply risk =
                post(
                        "/admin/v1/pilots/" + pilot + "/risks",
                        """
                        {"kind":"PRIVACY","severity":"HIGH","description":"示例：误发通知"}
                        """);
        assertThat(risk.status()).isEqualTo(201);
        String interim =
                "{\"batch\":\"2022-1\",\"kind\":\"INTERIM\",\"from\":\"2023-01\",\"to\":\"2023-03\"}";
        assertThat(
                        line(post(ASSESSMENTS, interim), "item:elder-card", "370211")
                                .at("/advice/rule")
                                .asString())
                .isEqualTo("PRIVACY_INCIDENT");
        String closing =
                "/admin/v1/pilots/%s/risks/%s/closing"
                        .formatted(pilot, risk.body().path("id").asString());
        assertThat(post(closing, "{\"remedy\":\"已告知并整改\"}").status()).isEqualTo(200);
        assertThat(post(closing, "{\"remedy\":\"再次\"}").code()).isEqualTo("RISK_NOT_FOUND");
        assertThat(
                        line(post(ASSESSMENTS, interim), "item:elder-card", "370211")
                                .at("/advice/rule")
                                .asString())
                .isNotEqualTo("PRIVACY_INCIDENT");
    }

    @Test
    void tellsOpenDataWithoutTellingOfAnybody() {
        for (String language : List.of("zh", "en")) {
            JsonNode described =
                    city.send(
                                    "",
                                    "GET",
                                    "/open/v1/datasets",
                                    Map.of("Accept-Language", language),
                                    "")
                            .body();
            assertThat(described.at("/items/0/columns"))
                    .hasSize(11)
                    .allSatisfy(column -> {
                        assertThat(column.path("name").asString()).isNotBlank();
                        assertThat(column.path("description").asString()).isNotBlank();
                    });
            assertThat(described.at("/items/0/addresses"))
                    .allSatisfy(at ->
                            assertThat(
                                            city.get("", at.asString() + "?from=2022-06&to=2022-06")
                                                    .status())
                                    .isEqualTo(200));
        }
        Reply rows = city.get("", "/open/v1/datasets/pilot-cases?from=2022-06&to=2023-11");
        assertThat(rows.body().path("items").size()).isGreaterThan(100);
        assertThat(
                        rows.body()
                                .path("items")
                                .valueStream()
                                .flatMap(row -> row.path("counts").valueStream()))
                .allMatch(count -> count.asLong() == 0 || count.asLong() >= 5);
        Reply table = city.get("", "/open/v1/datasets/pilot-cases.csv?from=2022-06&to=2022-08");
        assertThat(table.text().lines().findFirst().orElse(""))
                .isEqualTo(
                        "scenario,district,month,submitted,submittedOnline,closed,closedWithoutVisit,"
                            + "closedAtOnce,closedOnTime,rated,ratedGood");
        assertThat(table.text()).contains("<5");
    }

    @Test
    void showsTodaysCasesOfEveryPilot() {
        city.moveClockTo("2023-06-15T02:00:00Z");
        JsonNode board = city.get(PAN, "/admin/v1/pilots/board").body();
        assertThat(board.path("today").asString()).isEqualTo("2023-06-15");
        assertThat(board.path("pilots")).hasSize(9);
        board.path("pilots")
                .forEach(pilot -> {
                    JsonNode cases = pilot.path("cases");
                    assertThat(
                                    Stream.of(
                                                    "online",
                                                    "atWindow",
                                                    "closed",
                                                    "green",
                                                    "yellow",
                                                    "red",
                                                    "standing",
                                                    "badRatings")
                                            .map(count -> cases.path(count).asString())
                                            .collect(joining(" ")))
                            .as("%s", pilot)
                            .isEqualTo(
                                    simulated.board(
                                            item(pilot),
                                            pilot.path("district").asString(),
                                            "2023-06-15"));
                });
        assertThat(sumOf(board, "red")).isPositive();
        assertThat(sumOf(board, "standing")).isPositive();
        assertThat(sumOf(board, "badRatings")).isPositive();
    }

    @Test
    void warnsOfEveryGateThatIsMissedOrNearlySoAndOfNoOther() {
        city.moveClockTo("2023-06-15T02:00:00Z");
        List<String> expected = new ArrayList<>();
        for (String item : SimulatedCity.ITEMS.subList(0, 3)) {
            for (String district : SimulatedCity.DISTRICTS) {
                simulated.count(item, district, "2023-04-01", "2023-06-30").stream()
                        .map(line -> alert(item, district, line.split(" ", -1)))
                        .flatMap(Optional::stream)
                        .forEach(expected::add);
            }
        }
        assertThat(
                        city.get(PAN, "/admin/v1/pilots/alerts")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(one ->
                                        String.join(
                                                " ",
                                                item(one),
                                                one.path("district").asString(),
                                                one.path("indicator").asString(),
                                                one.path("level").asString())))
                .containsExactlyInAnyOrderElementsOf(expected)
                .anyMatch(one -> one.endsWith("RED"));
    }

    /** By the gates as they are written down in the configuration, and at least twenty cases. */
    private static Optional<String> alert(String item, String district, String[] line) {
        Map<String, String> gates =
                item.equals("elder-card")
                        ? Map.of(
                                "ONLINE", "0.6", "ON_TIME", "0.95", "AT_ONCE", "0.8", "GOOD", "0.9")
                        : Map.of(
                                "ONLINE", "0.9",
                                "ON_TIME", "0.95",
                                "AT_ONCE", "0.8",
                                "GOOD", "0.9",
                                "VISITS_PER_CASE", "0.5");
        String target = gates.get(line[0]);
        if (target == null || Long.parseLong(line[2]) < 20) {
            return Optional.empty();
        }
        BigDecimal value =
                new BigDecimal(line[1]).divide(new BigDecimal(line[2]), 4, RoundingMode.HALF_UP);
        BigDecimal more = value.subtract(new BigDecimal(target));
        boolean reached =
                line[0].equals("VISITS_PER_CASE") ? more.signum() <= 0 : more.signum() >= 0;
        boolean near = more.abs().compareTo(new BigDecimal("0.02")) <= 0;
        return reached && !near
                ? Optional.empty()
                : Optional.of(
                        String.join(" ", item, district, line[0], reached ? "YELLOW" : "RED"));
    }

    private static String item(JsonNode one) {
        String scenario = one.path("scenario").asString();
        return scenario.substring(scenario.indexOf(':') + 1);
    }

    private static long sumOf(JsonNode board, String count) {
        return board.path("pilots")
                .valueStream()
                .mapToLong(pilot -> pilot.at("/cases/" + count).asLong())
                .sum();
    }

    @Test
    void setsDistrictsPeriodsAndABundleSideBySide() {
        JsonNode sides =
                city.get(
                                PAN,
                                "/admin/v1/pilots/comparison?scenario=bundle:newborn&with=item:social-card"
                                    + "&from=2023-01&to=2023-06")
                        .body()
                        .path("sides");
        assertThat(
                        sides.valueStream()
                                .map(side ->
                                        String.join(
                                                " ",
                                                item(side),
                                                side.path("district").asString(),
                                                side.path("from").asString(),
                                                side.path("to").asString())))
                .hasSize(12)
                .doesNotHaveDuplicates()
                .contains(
                        "newborn 370202 2022-07 2022-12",
                        "newborn 370202 2023-01 2023-06",
                        "social-card 370211 2023-01 2023-06");
        sides.forEach(side ->
                assertThat(side.path("indicators").valueStream().map(SimulatedPilotTest::toText))
                        .as("%s", side)
                        .containsExactlyElementsOf(
                                simulated.count(
                                        item(side),
                                        side.path("district").asString(),
                                        side.path("from").asString() + "-01",
                                        YearMonth.parse(side.path("to").asString())
                                                .atEndOfMonth()
                                                .toString())));
    }

    @Test
    void hidesSmallCellsOutsideThePilotOffice() {
        String supervisor = PilotsCity.staff("s-sup", Role.SUPERVISOR, "370212");
        JsonNode seen =
                indicators(supervisor, pilot("newborn", "370212"), "2022-06", "2022-07").body();
        assertThat(seen.path("months")).isEmpty();
        assertThat(
                        seen.path("indicators")
                                .valueStream()
                                .filter(one -> one.path("hidden").asBoolean()))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.has("numerator")).isFalse();
                    assertThat(one.has("denominator")).isFalse();
                    assertThat(one.has("value")).isFalse();
                });
    }

    @Test
    void neverCountsOnePeriodInTwoWays() {
        String body =
                """
                {"validFrom":"%s","goodFrom":4,"reason":"提高标准","paper":"试点办〔2023〕9号"}
                """;
        assertThat(post("/admin/v1/pilots/indicator-definitions", body.formatted("2023-12")).code())
                .isEqualTo("DEFINITION_CHANGES_MID_PERIOD");
        Reply defined = post("/admin/v1/pilots/indicator-definitions", body.formatted("2024-01"));
        assertThat(defined.status()).isEqualTo(201);
        assertThat(defined.body().path("version").asInt()).isEqualTo(2);
        String id = pilot("social-card", "370202");
        assertThat(indicators(PAN, id, "2023-12", "2024-01").code())
                .isEqualTo("DEFINITION_CHANGES");
        assertThat(indicators(PAN, id, "2024-01", "2024-02").body().path("definition").asInt())
                .isEqualTo(2);
        assertThat(indicators(PAN, id, "2022-06", "2023-12").body().path("definition").asInt())
                .isEqualTo(1);
    }

    private static JsonNode line(Reply assessment, String scenario, String district) {
        return assessment
                .body()
                .at("/snapshot/lines")
                .valueStream()
                .filter(one ->
                        one.path("scenario").asString().equals(scenario)
                                && one.path("district").asString().equals(district))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> readings(JsonNode line) {
        return line.path("readings").valueStream().map(SimulatedPilotTest::toText).toList();
    }

    private static String toText(JsonNode one) {
        return "%s %d %s"
                .formatted(
                        one.path("indicator").asString(),
                        one.path("numerator").asLong(),
                        one.has("denominator") ? one.path("denominator").asLong() : "-");
    }

    private static void awaitCounted() {
        String taken = "SELECT count(*) FROM event_consumed WHERE source = '%s' AND position = %d";
        await().atMost(COUNTED)
                .until(() ->
                        city.database()
                                                .count(
                                                        taken.formatted(
                                                                "applications",
                                                                simulated.told("applications")))
                                        == 1
                                && city.database()
                                                .count(
                                                        taken.formatted(
                                                                "appointments",
                                                                simulated.told("appointments")))
                                        == 1
                                && city.database()
                                                .count(
                                                        "SELECT count(*) FROM measured_case WHERE"
                                                                + " dirty")
                                        == 0);
    }

    private static List<String> sums() {
        return city.database()
                .texts(
                        """
                        SELECT concat_ws(' ', district, item, month, measure, amount) FROM indicator_month
                         WHERE amount <> 0
                        UNION ALL
                        SELECT concat_ws(' ', item, district, month, encode(resident, 'hex'), elder)
                          FROM measured_activity
                        UNION ALL
                        SELECT concat_ws(' ', id, late_from) FROM measured_case
                        ORDER BY 1
                        """);
    }

    /** What the service counts, in the form of the independent calculation. */
    private static List<String> counted(String item, String district, String from, String to) {
        Reply reply = indicators(PAN, pilot(item, district), from, to);
        assertThat(reply.status()).isEqualTo(200);
        return reply.body()
                .path("indicators")
                .valueStream()
                .map(SimulatedPilotTest::toText)
                .toList();
    }

    /** People enter them, and another test does. */
    private static List<String> withoutCosts(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("COST_PER_CASE")).toList();
    }

    private static Reply indicators(String token, String id, String from, String to) {
        return city.get(
                token, "/admin/v1/pilots/%s/indicators?from=%s&to=%s".formatted(id, from, to));
    }

    private static Reply post(String path, String body) {
        return city.send(
                PAN, "POST", path, Map.of("Idempotency-Key", UUID.randomUUID().toString()), body);
    }

    /** Any pilot of the scenario in the district: what is counted does not depend on its window. */
    private static String pilot(String item, String district) {
        return city.database()
                .texts(
                        "SELECT id FROM pilot WHERE scenario LIKE '%%:%s' AND district = '%s' ORDER BY opens_on"
                                .formatted(item, district))
                .getFirst();
    }
}
