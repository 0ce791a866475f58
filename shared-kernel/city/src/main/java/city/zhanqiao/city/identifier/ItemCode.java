package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;

import java.util.Optional;

/**
 * The code of a service item (事项实施编码): the 18 characters of the body's credit code, one digit for
 * the level of government, twelve digits of the base code (基本编码: country or province, type,
 * department, main item, sub-item). Published in every service guide, so it is printed in full.
 *
 * @param value 31 characters
 */
public record ItemCode(String value) {

    private static final int BODY = CreditCode.LENGTH;
    private static final int LENGTH = 31;

    /**
     * Takes a code that is known to be one.
     *
     * @throws IllegalArgumentException if it is not an item code; {@link #parse} is for input
     */
    public ItemCode {
        if (fault(value).isPresent()) {
            throw new IllegalArgumentException("not an item code");
        }
    }

    /**
     * Builds a code.
     *
     * @param baseCode twelve digits
     * @throws IllegalArgumentException if the base code is anything else
     */
    public static ItemCode of(CreditCode body, ExerciseLevel level, String baseCode) {
        return new ItemCode(body.value() + level.digit() + baseCode);
    }

    /** Reads what somebody typed. */
    public static Outcome<ItemCode, IdentifierFault> parse(String text) {
        return Characters.unless(fault(text), () -> new ItemCode(text));
    }

    private static Optional<IdentifierFault> fault(String code) {
        return Characters.wrongLength(code, LENGTH)
                .or(() -> CreditCode.faultAt(code, 0))
                .or(() -> Characters.outside(code, BODY, BODY + 1, "123456"))
                .or(() -> Characters.outside(code, BODY + 1, LENGTH, Characters.DIGITS));
    }

    /** The body that handles the item. */
    public CreditCode body() {
        return new CreditCode(value.substring(0, BODY));
    }

    /** The level of government that handles the item. */
    public ExerciseLevel level() {
        return ExerciseLevel.ofDigit(value.charAt(BODY) - '0').orElseThrow();
    }

    /** The twelve digits that the same item has everywhere. */
    public String baseCode() {
        return value.substring(BODY + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
