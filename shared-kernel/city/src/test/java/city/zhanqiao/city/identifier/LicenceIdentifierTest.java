package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongShape;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceIdentifierTest {

    private static final String TYPE = "11100000000013338W087";
    private static final CreditCode ISSUER = new CreditCode("11370800MB28559184");
    private static final LicenceIdentifier PUBLISHED =
            new LicenceIdentifier(
                    "1.2.156.3005.2.11100000000013338W087.11370800MB28559184"
                            + ".37080001202411010001.001.3");

    @Test
    void tellsItsParts() {
        assertThat(PUBLISHED.licenceType()).isEqualTo(TYPE);
        assertThat(PUBLISHED.issuer()).isEqualTo(ISSUER);
        assertThat(PUBLISHED.version()).isEqualTo(1);
    }

    @Test
    void isMadeWithItsCheckCharacter() {
        assertThat(LicenceIdentifier.of(TYPE, ISSUER, "37080001202411010001", 1))
                .isEqualTo(PUBLISHED);
    }

    @ParameterizedTest
    @CsvSource({
        "11100000000013338W011, 11430000006122244L, 20230000403, 1, U",
        "11100000000013338W011, 11430000006122244L, 20230000403, 2, S",
        "11100000000013338W009, 11330105002500287C, 2025052201, 2, 0"
    })
    void givesThePublishedCheckCharacters(
            String type, String issuer, String serial, int version, String check) {
        assertThat(LicenceIdentifier.of(type, new CreditCode(issuer), serial, version).value())
                .endsWith("." + check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.156.3005.2",
                "1.2.156.3005.3.11100000000013338W087.11370800MB28559184.1.001.3",
                "1.2.156.3005.2.11100000000013338W087.11370800MB28559184..001.3",
                "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.1.01.3",
                "1.2.156.3005.2.11100000000013338W08.11370800MB28559184.1.001.3",
                "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.1.001.3.3"
            })
    void refusesOtherShapes(String text) {
        assertThat(LicenceIdentifier.parse(text)).isEqualTo(Outcome.refused(new WrongShape()));
    }

    @Test
    void tellsWhatIsWrong() {
        assertThat(LicenceIdentifier.parse(PUBLISHED.value().replace("W087", "W08A")))
                .isEqualTo(Outcome.refused(new WrongCharacter(36)));
        assertThat(LicenceIdentifier.parse(PUBLISHED.value().replace("3708000120", "3708-00120")))
                .isEqualTo(Outcome.refused(new WrongCharacter(61)));
        assertThat(LicenceIdentifier.parse(PUBLISHED.value().replace(".001.3", ".0O1.3")))
                .isEqualTo(Outcome.refused(new WrongCharacter(79)));
        assertThat(LicenceIdentifier.parse(PUBLISHED.value().replace(".001.3", ".001.4")))
                .isEqualTo(Outcome.refused(new WrongCheckCharacter()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LicenceIdentifier("1.2.3"))
                .withMessage("not a licence identifier");
    }

    @ParameterizedTest
    @CsvSource({"a1, 1", "1.2, 1", "'', 1", "1, 0", "1, -1", "1, 1000"})
    void isNotMadeOfWrongParts(String serial, int version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LicenceIdentifier.of(TYPE, ISSUER, serial, version));
    }

    @Test
    void isPrintedWithoutItsSerialNumber() {
        assertThat(PUBLISHED)
                .hasToString("1.2.156.3005.2.11100000000013338W087.11370800MB28559184.****");
    }

    @Test
    void acceptsEveryIdentifierItMakes() {
        Property.holds(
                3_000,
                random -> {
                    String licence = Anybody.licence(random);
                    assertThat(LicenceIdentifier.parse(licence).map(LicenceIdentifier::value))
                            .isEqualTo(Outcome.done(licence));
                });
    }

    @Test
    void catchesEverySingleWrongCharacter() {
        Property.holds(
                3_000,
                random -> {
                    String licence = Anybody.licence(random);
                    String wrong =
                            Anybody.withOneWrong(random, licence, Anybody.LICENCE_ALPHABET, 0);
                    assertThat(LicenceIdentifier.parse(wrong))
                            .as("%s for %s", wrong, licence)
                            .isInstanceOf(Outcome.Refused.class);
                });
    }
}
