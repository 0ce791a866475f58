package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;

import java.util.Optional;

/**
 * A mobile number of the mainland. Nothing is read out of its first digits: numbers are carried
 * from operator to operator. Personal data: printed masked.
 *
 * @param value 11 digits, beginning with 13 to 19
 */
public record PhoneNumber(String value) {

    private static final int LENGTH = 11;
    private static final String COUNTRY = "+86";

    /**
     * Takes a number that is known to be one.
     *
     * @throws IllegalArgumentException if it is not; {@link #parse} is for input
     */
    public PhoneNumber {
        if (fault(value).isPresent()) {
            throw new IllegalArgumentException("not a mobile number");
        }
    }

    /** Reads what somebody typed, with or without {@code +86}. */
    public static Outcome<PhoneNumber, IdentifierFault> parse(String text) {
        String number = text.startsWith(COUNTRY) ? text.substring(COUNTRY.length()) : text;
        return Characters.unless(fault(number), () -> new PhoneNumber(number));
    }

    private static Optional<IdentifierFault> fault(String number) {
        return Characters.wrongLength(number, LENGTH)
                .or(() -> Characters.outside(number, 0, 1, "1"))
                .or(() -> Characters.outside(number, 1, 2, "3456789"))
                .or(() -> Characters.outside(number, 2, LENGTH, Characters.DIGITS));
    }

    /** The international form of ITU-T E.164, as message providers want it. */
    public String e164() {
        return COUNTRY + value;
    }

    /** {@code 138****1234}. */
    public String masked() {
        return Characters.mask(value, 3, 4);
    }

    /** Masked, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return masked();
    }
}
