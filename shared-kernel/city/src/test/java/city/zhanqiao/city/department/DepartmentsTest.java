package city.zhanqiao.city.department;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.identifier.ExerciseLevel;
import city.zhanqiao.city.identifier.ItemCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepartmentsTest {

    private final Departments departments = Departments.ofQingdao();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "disease-control",
                "public-security",
                "traffic-police",
                "medical-insurance",
                "tax",
                "human-resources",
                "approval",
                "urban-management",
                "fire-rescue",
                "water",
                "tobacco",
                "civil-affairs",
                "housing-fund",
                "housing",
                "pilot-office",
                "emergency",
                "government-office"
            })
    void knowsEveryDepartmentOfTheBundles(DepartmentCode code) {
        assertThat(departments.find(code)).get().extracting(Department::code).isEqualTo(code);
    }

    @Test
    void knowsNoOther() {
        assertThat(departments.find(new DepartmentCode("astrology"))).isEmpty();
    }

    @Test
    void namesEveryDepartmentOnceInBothLanguages() {
        assertThat(departments.all()).extracting(Department::code).doesNotHaveDuplicates();
        assertThat(departments.all()).extracting(Department::name).doesNotHaveDuplicates();
        assertThat(departments.all())
                .allMatch(department -> department.name().codePoints().anyMatch(c -> c > 0x4E00))
                .allMatch(department -> department.englishName().matches("[A-Za-z0-9' -]+"));
    }

    @Test
    void givesEveryDepartmentItsOwnExampleCreditCode() {
        assertThat(departments.all())
                .extracting(department -> department.exampleCreditCode().value())
                .doesNotHaveDuplicates()
                .allMatch(code -> code.startsWith("370200EXAMPL", 2));
    }

    @Test
    void servesToBuildItemCodes() {
        Department health = departments.find(new DepartmentCode("health")).orElseThrow();

        ItemCode code = ItemCode.of(health.exampleCreditCode(), ExerciseLevel.CITY, "372023001001");

        assertThat(code.body()).isEqualTo(health.exampleCreditCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "Health", "health1", "-health", "卫健"})
    void refusesWhatIsNoCode(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DepartmentCode(text));
    }
}
