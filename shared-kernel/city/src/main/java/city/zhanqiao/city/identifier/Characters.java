package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;

import java.util.Optional;
import java.util.function.Supplier;

/** Checks of length and alphabet that all identifiers begin with. */
final class Characters {

    static final String DIGITS = "0123456789";

    private Characters() {}

    /** The identifier, unless the text has a fault. */
    static <T> Outcome<T, IdentifierFault> unless(
            Optional<IdentifierFault> fault, Supplier<T> identifier) {
        return fault.<Outcome<T, IdentifierFault>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(identifier.get()));
    }

    static Optional<IdentifierFault> wrongLength(String text, int length) {
        return text.length() == length
                ? Optional.empty()
                : Optional.of(new WrongLength(length, text.length()));
    }

    /**
     * The first character of a part that the alphabet does not have.
     *
     * @param from first index of the part
     * @param to index after its last
     */
    static Optional<IdentifierFault> outside(String text, int from, int to, String alphabet) {
        for (int i = from; i < to; i++) {
            if (alphabet.indexOf(text.charAt(i)) < 0) {
                return Optional.of(new WrongCharacter(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Hides everything but the first and last characters. */
    static String mask(String text, int first, int last) {
        return text.substring(0, first)
                + "*".repeat(text.length() - first - last)
                + text.substring(text.length() - last);
    }
}
