package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;

import java.util.Optional;

/**
 * The code of a service item (事项实施编码): the 18 characters of the body's credit code, one digit for
 * the level of government, twelve digits of the base code (基本编码: country or province, type,
 * department, main item, sub-item). Published in every service guide, so it is printed in full.
 *
 * @param value 31 characters
 */
public record ItemCode(String value) {

    private static final int BODY = 18;
    private static final int LENGTH = 31;

    /**
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
     */
    public static ItemCode of(CreditCode body, ExerciseLevel level, String baseCode) {
        return new ItemCode(body.value() + level.digit() + baseCode);
    }

    public static Outcome<ItemCode, IdentifierFault> parse(String text) {
        return fault(text)
                .<Outcome<ItemCode, IdentifierFault>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(new ItemCode(text)));
    }

    private static Optional<IdentifierFault> fault(String code) {
        if (code.length() != LENGTH) {
            return Optional.of(new WrongLength(LENGTH, code.length()));
        }
        return CreditCode.fault(code.substring(0, BODY))
                .or(() -> Characters.outside(code.substring(BODY, BODY + 1), "123456", BODY))
                .or(() ->
                        Characters.outside(code.substring(BODY + 1), Characters.DIGITS, BODY + 1));
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
