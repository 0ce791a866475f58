package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;

class ItemCodeTest {

    private static final String PUBLISHED = "11370800MB285591843370117002011";

    @Test
    void tellsItsParts() {
        ItemCode code = new ItemCode(PUBLISHED);

        assertThat(code.body()).isEqualTo(new CreditCode("11370800MB28559184"));
        assertThat(code.level()).isEqualTo(ExerciseLevel.CITY);
        assertThat(code.baseCode()).isEqualTo("370117002011");
        assertThat(code).as("item codes are public").hasToString(PUBLISHED);
    }

    @Test
    void isBuiltFromItsParts() {
        assertThat(
                        ItemCode.of(
                                new CreditCode("11370800MB28559184"),
                                ExerciseLevel.CITY,
                                "370117002011"))
                .isEqualTo(new ItemCode(PUBLISHED));
    }

    @Test
    void tellsWhatIsWrong() {
        assertThat(ItemCode.parse(PUBLISHED.substring(1)))
                .isEqualTo(Outcome.refused(new WrongLength(31, 30)));
        assertThat(ItemCode.parse(PUBLISHED.replace("MB", "MO")))
                .isEqualTo(Outcome.refused(new WrongCharacter(10)));
        assertThat(ItemCode.parse(PUBLISHED.replace("MB", "MA")))
                .isEqualTo(Outcome.refused(new WrongCheckCharacter()));
        assertThat(ItemCode.parse("11370800MB28559184" + "7" + "370117002011"))
                .isEqualTo(Outcome.refused(new WrongCharacter(19)));
        assertThat(ItemCode.parse("11370800MB28559184" + "3" + "37011700201A"))
                .isEqualTo(Outcome.refused(new WrongCharacter(31)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ItemCode("1"))
                .withMessage("not an item code");
    }

    @Test
    void givesBackThePartsItWasBuiltFrom() {
        Property.holds(
                1_000,
                random -> {
                    CreditCode body = new CreditCode(Anybody.creditCode(random));
                    ExerciseLevel level =
                            ExerciseLevel.ofDigit(1 + random.nextInt(6)).orElseThrow();
                    String base = Anybody.text(random, "0123456789", 12);
                    ItemCode code = ItemCode.of(body, level, base);
                    assertThat(ItemCode.parse(code.value())).isEqualTo(Outcome.done(code));
                    assertThat(code.body()).isEqualTo(body);
                    assertThat(code.level()).isEqualTo(level);
                    assertThat(code.baseCode()).isEqualTo(base);
                });
    }
}
