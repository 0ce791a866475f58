package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("13800001234");

    @ParameterizedTest
    @ValueSource(strings = {"13800001234", "+8613800001234"})
    void readsANumberWithOrWithoutTheCountry(String text) {
        assertThat(PhoneNumber.parse(text)).isEqualTo(Outcome.done(NUMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "23800001234, 1",
        "12800001234, 2",
        "10000001234, 2",
        "138000O1234, 7",
        "138 0000123, 4",
        "1380000123４, 11"
    })
    void refusesWhatIsNoMobileNumber(String text, int position) {
        assertThat(PhoneNumber.parse(text))
                .isEqualTo(Outcome.refused(new WrongCharacter(position)));
    }

    @ParameterizedTest
    @CsvSource({"1380000123, 10", "138000012345, 12", "'', 0", "8613800001234, 13", "+86, 0"})
    void refusesAnotherLength(String text, int length) {
        assertThat(PhoneNumber.parse(text)).isEqualTo(Outcome.refused(new WrongLength(11, length)));
    }

    @Test
    void isPrintedMaskedAndSentInFull() {
        assertThat(NUMBER).hasToString("138****1234");
        assertThat(NUMBER.e164()).isEqualTo("+8613800001234");
    }

    @Test
    void saysNothingOfAWrongNumberInItsFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhoneNumber("12800001234"))
                .withMessage("not a mobile number");
    }

    @Test
    void hidesTheMiddleOfEveryNumber() {
        Property.holds(
                1_000,
                random -> {
                    String number =
                            "1" + (3 + random.nextInt(7)) + Anybody.text(random, "0123456789", 9);
                    assertThat(PhoneNumber.parse(number).map(PhoneNumber::toString))
                            .isEqualTo(
                                    Outcome.done(
                                            number.substring(0, 3) + "****" + number.substring(7)));
                });
    }
}
