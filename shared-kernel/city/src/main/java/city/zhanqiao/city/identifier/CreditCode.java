package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;

import java.util.Locale;
import java.util.Optional;

/**
 * The unified social credit code (统一社会信用代码) of a firm or agency, GB 32100-2015: registering
 * department, kind, six digits of the division, nine characters of the organisation, check
 * character. Small letters are read as capitals.
 *
 * <p>The inner check character of the organisation part (GB 11714-1997) is not demanded: the outer
 * one already finds every wrong character and every swap of neighbours.
 *
 * @param value 18 characters
 */
public record CreditCode(String value) {

    static final int LENGTH = 18;

    /** No I, O, S, V, Z. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
    };

    /**
     * Takes a code that is known to be one.
     *
     * @throws IllegalArgumentException if it is not a credit code; {@link #parse} is for input
     */
    public CreditCode {
        value = value.toUpperCase(Locale.ROOT);
        if (fault(value).isPresent()) {
            throw new IllegalArgumentException("not a credit code");
        }
    }

    /** Reads what somebody typed. */
    public static Outcome<CreditCode, IdentifierFault> parse(String text) {
        return Characters.unless(fault(text.toUpperCase(Locale.ROOT)), () -> new CreditCode(text));
    }

    private static Optional<IdentifierFault> fault(String code) {
        return Characters.wrongLength(code, LENGTH).or(() -> faultAt(code, 0));
    }

    /** The fault of a credit code that is part of a longer code. */
    static Optional<IdentifierFault> faultAt(String text, int from) {
        return Characters.outside(text, from, from + LENGTH, ALPHABET)
                .or(() -> Characters.outside(text, from + 2, from + 8, Characters.DIGITS))
                .or(() -> checkFault(text.substring(from, from + LENGTH)));
    }

    private static Optional<IdentifierFault> checkFault(String code) {
        return checkCharacter(code) == code.charAt(LENGTH - 1)
                ? Optional.empty()
                : Optional.of(new WrongCheckCharacter());
    }

    /** The check character that belongs to the first 17 characters (GB 32100-2015 §4.2). */
    private static char checkCharacter(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(body.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /**
     * {@code 913702**********9K}: who registered it, what kind it is and where, and the last two.
     * The code of a sole trader (个体工商户) points to a person.
     */
    public String masked() {
        return Characters.mask(value, 6, 2);
    }

    /** Masked, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return masked();
    }
}
