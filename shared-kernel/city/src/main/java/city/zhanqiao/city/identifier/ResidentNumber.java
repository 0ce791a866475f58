package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.ImpossibleDate;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The number of a resident (公民身份号码), GB 11643-1999: division of the first registration, birth date,
 * sequence, check digit. Residence permits for Hong Kong, Macao and Taiwan have the same form. A
 * small x is read as X. The division is not looked up: it may have been abolished since.
 *
 * <p>Personal data: printed masked. The sequence also tells the sex, which nothing here asks for.
 *
 * @param value 18 characters
 */
public record ResidentNumber(String value) {

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";

    // Strict, so that 29 February is refused in a common year instead of becoming the 28th.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /**
     * Takes a number that is known to be one.
     *
     * @throws IllegalArgumentException if it is not; {@link #parse} is for input
     */
    public ResidentNumber {
        value = value.toUpperCase(Locale.ROOT);
        if (fault(value).isPresent()) {
            throw new IllegalArgumentException("not a resident number");
        }
    }

    /** Reads what somebody typed. A birth date to come is accepted: there is no clock here. */
    public static Outcome<ResidentNumber, IdentifierFault> parse(String text) {
        return Characters.unless(
                fault(text.toUpperCase(Locale.ROOT)), () -> new ResidentNumber(text));
    }

    /** Reads what somebody typed; nobody was born after today. */
    public static Outcome<ResidentNumber, IdentifierFault> parse(String text, LocalDate today) {
        return parse(text)
                .then(number ->
                        number.birthDate().isAfter(today)
                                ? Outcome.refused(new ImpossibleDate())
                                : Outcome.done(number));
    }

    private static Optional<IdentifierFault> fault(String number) {
        return Characters.wrongLength(number, LENGTH)
                .or(() -> Characters.outside(number, 0, LENGTH - 1, Characters.DIGITS))
                .or(() -> Characters.outside(number, LENGTH - 1, LENGTH, CHECK_DIGITS))
                .or(() -> dateFault(number))
                .or(() -> checkFault(number));
    }

    private static Optional<IdentifierFault> dateFault(String number) {
        try {
            LocalDate.parse(number.substring(6, 14), DATE);
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(new ImpossibleDate());
        }
    }

    /** GB 11643-1999 §4.2.4, which is ISO 7064 MOD 11-2. */
    private static Optional<IdentifierFault> checkFault(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % 11) == number.charAt(LENGTH - 1)
                ? Optional.empty()
                : Optional.of(new WrongCheckCharacter());
    }

    /** The day of birth. */
    public LocalDate birthDate() {
        return LocalDate.parse(value.substring(6, 14), DATE);
    }

    /**
     * Completed years (周岁) on a day; a new one is completed on the birthday. Who is under 14 needs
     * the guardian's consent (个人信息保护法 §31).
     *
     * @throws IllegalArgumentException if the day is before the birth
     */
    public int ageOn(LocalDate day) {
        if (day.isBefore(birthDate())) {
            throw new IllegalArgumentException("before the birth");
        }
        return Period.between(birthDate(), day).getYears();
    }

    /**
     * {@code 370202********0014}: the form that window printouts use. The birth date is the part to
     * hide; the last four let a clerk tell the members of a family apart. Together with a name it
     * is still personal data, so lists show it only to those who may open the case.
     */
    public String masked() {
        return Characters.mask(value, 6, 4);
    }

    /** Masked, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return masked();
    }
}
