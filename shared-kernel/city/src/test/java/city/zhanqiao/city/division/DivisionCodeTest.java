package city.zhanqiao.city.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionCodeTest {

    @ParameterizedTest
    @CsvSource({
        "370200, 370200, true",
        "370200, 370202, true",
        "370200, 370281001001, true",
        "370202, 370202001000, true",
        "370202, 370202001001, true",
        "370202001000, 370202001001, true",
        "370202001001, 370202001001, true",
        "370202, 370200, false",
        "370202, 370203, false",
        "370202, 370203005000, false",
        "370202001000, 370202, false",
        "370202001000, 370202002008, false",
        "370202001001, 370202001000, false",
        "370200, 370102, false"
    })
    void containsWhatLiesInIt(String outer, String inner, boolean contains) {
        assertThat(new DivisionCode(outer).contains(new DivisionCode(inner))).isEqualTo(contains);
    }

    @ParameterizedTest
    @CsvSource({"370202001001, 370202", "370202001000, 370202", "370202, 370202", "370200, 370200"})
    void knowsItsDistrict(String code, String district) {
        assertThat(new DivisionCode(code).district()).isEqualTo(new DivisionCode(district));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "37020", "3702021", "37020200100", "3702020010011", "37020A", "３７０２０２"})
    void refusesWhatIsNoCode(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DivisionCode(text));
    }

    @Test
    void refusesASecondNameForADistrict() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DivisionCode("370202000000"));
    }
}
