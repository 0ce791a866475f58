package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.ImpossibleDate;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;
import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

class ResidentNumberTest {

    private static final ResidentNumber LEAPLING = new ResidentNumber("370202202402290016");

    @Test
    void tellsWhatIsWrong() {
        assertThat(ResidentNumber.parse("37020219000101001"))
                .isEqualTo(Outcome.refused(new WrongLength(18, 17)));
        assertThat(ResidentNumber.parse("")).isEqualTo(Outcome.refused(new WrongLength(18, 0)));
        assertThat(ResidentNumber.parse("37020219000101OO14"))
                .isEqualTo(Outcome.refused(new WrongCharacter(15)));
        assertThat(ResidentNumber.parse("37020219000101001Y"))
                .isEqualTo(Outcome.refused(new WrongCharacter(18)));
        assertThat(ResidentNumber.parse("X70202190001010014"))
                .isEqualTo(Outcome.refused(new WrongCharacter(1)));
        assertThat(ResidentNumber.parse("37020219850229001X"))
                .isEqualTo(Outcome.refused(new ImpossibleDate()));
        assertThat(ResidentNumber.parse("370202190001010013"))
                .isEqualTo(Outcome.refused(new WrongCheckCharacter()));
    }

    @Test
    void refusesDigitsOfOtherScripts() {
        assertThat(ResidentNumber.parse("３70202190001010014"))
                .isEqualTo(Outcome.refused(new WrongCharacter(1)));
    }

    @Test
    void readsASmallCheckLetterAsTheCapital() {
        assertThat(ResidentNumber.parse("11010519491231002x"))
                .isEqualTo(ResidentNumber.parse("11010519491231002X"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"370205", "370282", "810000", "999999"})
    void doesNotAskWhetherTheDivisionStillExists(String division) {
        String body = division + "19900101001";
        assertThat("0123456789X".chars().mapToObj(check -> body + (char) check))
                .as("one of the eleven check digits is right")
                .filteredOn(number -> ResidentNumber.parse(number) instanceof Outcome.Done)
                .hasSize(1);
    }

    @Test
    void refusesABirthToCome() {
        LocalDate birth = LocalDate.of(2024, 2, 29);

        assertThat(ResidentNumber.parse(LEAPLING.value(), birth)).isEqualTo(Outcome.done(LEAPLING));
        assertThat(ResidentNumber.parse(LEAPLING.value(), birth.minusDays(1)))
                .isEqualTo(Outcome.refused(new ImpossibleDate()));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 0",
        "2025-02-28, 0",
        "2025-03-01, 1",
        "2038-02-28, 13",
        "2038-03-01, 14",
        "2048-02-29, 24"
    })
    void countsCompletedYears(LocalDate day, int age) {
        assertThat(LEAPLING.ageOn(day)).isEqualTo(age);
    }

    @Test
    void hasNoAgeBeforeBirth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEAPLING.ageOn(LocalDate.of(2024, 2, 28)));
    }

    @Test
    void isPrintedMasked() {
        assertThat(new ResidentNumber("370202190001010014")).hasToString("370202********0014");
        assertThat(ResidentNumber.parse("370202190001010014").toString())
                .doesNotContain("19000101");
    }

    @Test
    void saysNothingOfAWrongNumberInItsFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResidentNumber("370202190001010013"))
                .withMessage("not a resident number");
    }

    @Test
    void acceptsEveryWellFormedNumberAndKnowsItsBirthDate() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate birth = Anybody.birthDate(random);
                    String number = Anybody.residentNumber(random, birth);
                    assertThat(ResidentNumber.parse(number).map(ResidentNumber::birthDate))
                            .as(number)
                            .isEqualTo(Outcome.done(birth));
                });
    }

    @Test
    void catchesEverySingleWrongDigit() {
        Property.holds(
                5_000,
                random -> {
                    String number = Anybody.residentNumber(random, Anybody.birthDate(random));
                    String wrong = Anybody.withOneWrong(random, number, "0123456789X", 0);
                    assertThat(ResidentNumber.parse(wrong))
                            .as("%s for %s", wrong, number)
                            .isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void catchesEverySwapOfNeighbours() {
        Property.holds(
                5_000,
                random -> {
                    String number = Anybody.residentNumber(random, Anybody.birthDate(random));
                    String wrong = Anybody.withSwap(random, number);
                    assertThat(ResidentNumber.parse(wrong))
                            .as("%s for %s", wrong, number)
                            .isInstanceOf(Outcome.Refused.class);
                });
    }
}
