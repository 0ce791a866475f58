package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;

class CreditCodeTest {

    @Test
    void tellsWhatIsWrong() {
        assertThat(CreditCode.parse("91350100M000100Y4"))
                .isEqualTo(Outcome.refused(new WrongLength(18, 17)));
        assertThat(CreditCode.parse("91350100MOOO100Y43"))
                .as("the letter O is not used")
                .isEqualTo(Outcome.refused(new WrongCharacter(10)));
        assertThat(CreditCode.parse("9135A100M000100Y43"))
                .as("the division is made of digits")
                .isEqualTo(Outcome.refused(new WrongCharacter(5)));
        assertThat(CreditCode.parse("11370800MB28559185"))
                .isEqualTo(Outcome.refused(new WrongCheckCharacter()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CreditCode("11370800MB28559185"))
                .withMessage("not a credit code");
    }

    @Test
    void readsSmallLettersAsCapitals() {
        assertThat(CreditCode.parse("91350100m000100y43"))
                .isEqualTo(Outcome.done(new CreditCode("91350100M000100Y43")));
    }

    @Test
    void isPrintedMasked() {
        assertThat(new CreditCode("91370212MA3DEM019K")).hasToString("913702**********9K");
    }

    @Test
    void acceptsEveryWellFormedCode() {
        Property.holds(
                5_000,
                random -> {
                    String code = Anybody.creditCode(random);
                    assertThat(CreditCode.parse(code).map(CreditCode::value))
                            .isEqualTo(Outcome.done(code));
                });
    }

    @Test
    void catchesEverySingleWrongCharacter() {
        Property.holds(
                5_000,
                random -> {
                    String code = Anybody.creditCode(random);
                    String wrong = Anybody.withOneWrong(random, code, Anybody.CREDIT_ALPHABET, 0);
                    assertThat(CreditCode.parse(wrong))
                            .as("%s for %s", wrong, code)
                            .isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void catchesEverySwapOfNeighbours() {
        Property.holds(
                5_000,
                random -> {
                    String code = Anybody.creditCode(random);
                    String wrong = Anybody.withSwap(random, code);
                    assertThat(CreditCode.parse(wrong))
                            .as("%s for %s", wrong, code)
                            .isInstanceOf(Outcome.Refused.class);
                });
    }
}
