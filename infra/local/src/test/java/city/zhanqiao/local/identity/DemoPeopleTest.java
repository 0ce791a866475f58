package city.zhanqiao.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.local.identity.DemoPerson.DemoResident;
import city.zhanqiao.local.identity.DemoPerson.DemoStaff;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class DemoPeopleTest {

    private static final Instant LOGGED_IN = Instant.parse("2026-05-06T01:02:03Z");

    private final DemoPeople people = DemoPeople.ofQingdao();

    @Test
    void everyResidentNumberPassesItsCheckDigit() {
        assertThat(numbers())
                .hasSize(9)
                .allSatisfy(number ->
                        assertThat(ResidentNumber.parse(number)).isInstanceOf(Outcome.Done.class));
    }

    @Test
    void someResidentStandsAtEveryLevelFromL1() {
        assertThat(people.residents())
                .extracting(DemoResident::level)
                .contains(RealNameLevel.L1, RealNameLevel.L2, RealNameLevel.L4)
                .filteredOn(level -> level == RealNameLevel.L3)
                .hasSizeGreaterThan(2);
    }

    @Test
    void anElderWasBornIn1950OrBefore() {
        assertThat(numbers().map(number -> Integer.parseInt(number.substring(6, 10))))
                .anyMatch(year -> year <= 1950);
    }

    @Test
    void residentsLiveInThePilotDistrictsAndOutside() {
        assertThat(people.residents())
                .extracting(resident -> resident.home().value())
                .contains("370202", "370212", "370211", "370203");
        assertThat(people.residents())
                .allMatch(resident -> Divisions.ofQingdao().find(resident.home()).isPresent());
    }

    @Test
    void everyRoleIsHeldBySomebody() {
        assertThat(people.staff()).flatExtracting(DemoStaff::roles).contains(Role.values());
    }

    @Test
    void clerkReviewerAndDeciderWorkInEachPilotDistrictUnderAHeadOfTheDepartment() {
        for (String department :
                List.of(
                        "human-resources",
                        "public-security",
                        "civil-affairs",
                        "health",
                        "disease-control",
                        "medical-insurance",
                        "tax",
                        "approval",
                        "urban-management",
                        "fire-rescue",
                        "water",
                        "tobacco",
                        "traffic-police",
                        "housing-fund")) {
            assertThat(people.staff())
                    .filteredOn(member -> member.department().value().equals(department))
                    .filteredOn(member -> member.district().isEmpty())
                    .flatExtracting(DemoStaff::roles)
                    .contains(Role.HEAD);
            for (String district : List.of("370202", "370211", "370212")) {
                assertThat(people.staff())
                        .filteredOn(member -> member.department().value().equals(department))
                        .filteredOn(member ->
                                member.district().equals(Optional.of(new DivisionCode(district))))
                        .flatExtracting(DemoStaff::roles)
                        .contains(Role.CLERK, Role.REVIEWER, Role.DECIDER);
            }
        }
    }

    @Test
    void everyDepartmentIsKnownToTheCity() {
        assertThat(people.staff())
                .allMatch(member -> Departments.ofQingdao().find(member.department()).isPresent());
    }

    @Test
    void nobodySharesANameWithAnother() {
        assertThat(people.all().map(DemoPerson::username)).doesNotHaveDuplicates();
        assertThat(people.all().map(DemoPerson::subject)).doesNotHaveDuplicates();
        assertThat(numbers()).doesNotHaveDuplicates();
    }

    @Test
    void aTokenSaysNoMoreThanTheLevelReaches() {
        assertThat(claims("zhou"))
                .isEqualTo(
                        Map.of(
                                "acr", "L1",
                                "auth_time", LOGGED_IN.getEpochSecond(),
                                "phone_number", "19900000006"));
        assertThat(claims("wang"))
                .containsKeys("name", "resident_number", "phone_number")
                .containsEntry("acr", "L2");
    }

    @Test
    void staffOfTheWholeCityHaveNoDistrict() {
        assertThat(claims("hr-head"))
                .doesNotContainKey("district")
                .containsEntry("department", "human-resources")
                .containsEntry("roles", List.of("head"));
        assertThat(claims("hr-window-shinan"))
                .containsEntry("district", "370202")
                .containsEntry("roles", List.of("clerk", "decider"));
    }

    @Test
    void findsByUsernameAndBySubjectAndNobodyElse() {
        assertThat(people.find("lin")).isEqualTo(people.find("r-lin")).isPresent();
        assertThat(people.find("nobody")).isEmpty();
    }

    private Stream<String> numbers() {
        return people.residents().stream().map(DemoResident::number).flatMap(Optional::stream);
    }

    private Map<String, Object> claims(String username) {
        return people.find(username).orElseThrow().claims(LOGGED_IN);
    }
}
