package city.zhanqiao.applications.voucher;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code that nobody guesses (80 bits) and anybody can type: Crockford's alphabet without the
 * letters that look like digits, in groups of four.
 */
record VerificationCode(@JsonValue String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    private static final Pattern PLAIN = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    VerificationCode {}

    static VerificationCode random() {
        StringBuilder code = new StringBuilder();
        for (int n = 0; n < LENGTH; n++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new VerificationCode(code.toString());
    }

    /** Reads what somebody typed, with or without dashes, in small letters or capitals. */
    static Optional<VerificationCode> parse(String text) {
        return Optional.of(
                        text.toUpperCase(Locale.ROOT)
                                .replace("-", "")
                                .replace('O', '0')
                                .replace('I', '1')
                                .replace('L', '1'))
                .filter(code -> PLAIN.matcher(code).matches())
                .map(VerificationCode::new);
    }

    /** As it is printed. */
    String grouped() {
        return value.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }
}
