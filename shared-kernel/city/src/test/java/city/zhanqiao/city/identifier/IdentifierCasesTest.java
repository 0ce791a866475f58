package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class IdentifierCasesTest {

    @ParameterizedTest
    @CsvFileSource(resources = "identifiers.csv", numLinesToSkip = 1)
    void acceptsWhatIsValidAndRefusesWhatIsNot(
            String kind, String value, boolean valid, String why) {
        Outcome<?, IdentifierFault> outcome = parse(kind, value);

        assertThat(outcome)
                .as(why)
                .isInstanceOf(valid ? Outcome.Done.class : Outcome.Refused.class);
    }

    private static Outcome<?, IdentifierFault> parse(String kind, String value) {
        return switch (kind) {
            case "resident-number" -> ResidentNumber.parse(value);
            case "credit-code" -> CreditCode.parse(value);
            case "e-licence" -> LicenceIdentifier.parse(value);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
