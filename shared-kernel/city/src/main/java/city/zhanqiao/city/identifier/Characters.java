package city.zhanqiao.city.identifier;

import city.zhanqiao.city.identifier.IdentifierFault.WrongCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongLength;

import java.util.Optional;

/** Checks of length and alphabet that all identifiers begin with. */
final class Characters {

    static final String DIGITS = "0123456789";

    private Characters() {}

    static Optional<IdentifierFault> fault(String text, int length, String alphabet) {
        return text.length() == length
                ? outside(text, alphabet, 0)
                : Optional.of(new WrongLength(length, text.length()));
    }

    /** The first character of a part that the alphabet does not have. */
    static Optional<IdentifierFault> outside(String part, String alphabet, int partBegins) {
        for (int i = 0; i < part.length(); i++) {
            if (alphabet.indexOf(part.charAt(i)) < 0) {
                return Optional.of(new WrongCharacter(partBegins + i + 1));
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
