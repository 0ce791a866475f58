package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City;
import city.zhanqiao.applications.SampleForm;
import city.zhanqiao.applications.casework.Inbox.Claimed;
import city.zhanqiao.applications.casework.Inbox.Wanted;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * With ten thousand cases, a page is read from an index and hardly a row more than it shows. How
 * long that takes with a million is measured in load-tests.
 */
class ManyCasesTest {

    private static final int PAGE = 20;

    /** Beyond the page only what stands between: cases of other offices. */
    private static final long READ_AT_MOST = 25 * PAGE;

    private static final String EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, COSTS OFF) ";
    private static final Pattern READ =
            Pattern.compile("actual rows=(\\d+)|Rows Removed by Filter: (\\d+)");

    @BeforeAll
    static void seed() throws IOException {
        String lin = resident("many");
        String template = City.draft(lin, "item", "dog-registration", "").id();
        City.fillIn(
                lin,
                template,
                SampleForm.of(City.get("", "/open/v1/items/dog-registration").body().path("form"))
                        .toString());
        City.supply(lin, template);
        assertThat(City.own(lin, template, "submission", "").status()).isEqualTo(200);
        City.PLACE.execute(
                Files.readString(Path.of("../../load-tests/scripts/many-cases.sql"))
                        .replace("{template}", template)
                        .replace("{department}", "many")
                        .replace("{cases}", "10000"));
        City.PLACE.execute("ANALYZE application");
    }

    /** The other tests have this database too. */
    @AfterAll
    static void clear() {
        City.PLACE.execute("DELETE FROM application WHERE receipt LIKE 'M%'");
    }

    @Test
    void readsAResidentsOwnCasesAlongAnIndex() {
        String plan =
                plan(
                        database()
                                .sql(EXPLAIN + Applications.OF_RESIDENT)
                                .bind("resident", "resident-7")
                                .bindNull("before", UUID.class)
                                .bind("limit", PAGE));

        assertThat(plan).contains("application_of_resident").doesNotContain("Seq Scan");
        assertThat(rowsRead(plan)).isLessThan(READ_AT_MOST);
    }

    static Stream<Wanted> pages() {
        Wanted all = wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return Stream.of(
                all,
                wanted(
                        Optional.of(Role.CLERK),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                wanted(
                        Optional.of(Role.DECIDER),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                wanted(
                        Optional.empty(),
                        Optional.of(State.SUBMITTED),
                        Optional.empty(),
                        Optional.empty()),
                wanted(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ClockColour.RED),
                        Optional.empty()),
                wanted(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Claimed.ME)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsAPageOfAnInboxAlongAnIndex(Wanted wanted) {
        String plan =
                plan(
                        City.SERVICE
                                .getBean(Inbox.class)
                                .statement(
                                        EXPLAIN,
                                        clerk(Optional.of(new DivisionCode("370202"))),
                                        wanted,
                                        Optional.empty(),
                                        PAGE));

        assertThat(plan).doesNotContain("Seq Scan");
        assertThat(rowsRead(plan)).as(plan).isLessThan(READ_AT_MOST);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsAPageOfTheWholeCityAlongAnIndex(Wanted wanted) {
        String plan =
                plan(
                        City.SERVICE
                                .getBean(Inbox.class)
                                .statement(
                                        EXPLAIN,
                                        clerk(Optional.empty()),
                                        wanted,
                                        Optional.empty(),
                                        PAGE));

        assertThat(plan).doesNotContain("Seq Scan");
        assertThat(rowsRead(plan)).as(plan).isLessThan(READ_AT_MOST);
    }

    private static Wanted wanted(
            Optional<Role> role,
            Optional<State> state,
            Optional<ClockColour> colour,
            Optional<Claimed> claim) {
        return new Wanted(
                Inbox.Scope.OFFICE,
                Optional.empty(),
                role,
                state,
                colour,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                claim,
                Optional.empty());
    }

    private static String plan(GenericExecuteSpec explained) {
        return explained
                .map(row -> String.valueOf(row.get(0, String.class)))
                .all()
                .toStream()
                .collect(Collectors.joining("\n"));
    }

    /** By the step of the plan that reads most. */
    private static long rowsRead(String plan) {
        return READ.matcher(plan).results().mapToLong(ManyCasesTest::number).max().orElseThrow();
    }

    private static long number(MatchResult found) {
        return Long.parseLong(found.group(1) == null ? found.group(2) : found.group(1));
    }

    private static Caller.Staff clerk(Optional<DivisionCode> district) {
        return new Caller.Staff(
                new StaffId("s-many-1"), Set.of(Role.CLERK), new DepartmentCode("many"), district);
    }

    private static DatabaseClient database() {
        return City.SERVICE.getBean(DatabaseClient.class);
    }
}
