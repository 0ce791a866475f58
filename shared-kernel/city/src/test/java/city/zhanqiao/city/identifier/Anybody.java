package city.zhanqiao.city.identifier;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** Draws synthetic identifiers; counts check characters in its own way. */
final class Anybody {

    static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static final String LICENCE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final LocalDate FIRST_BIRTH = LocalDate.of(1880, 1, 1);
    private static final int DAYS_OF_BIRTH = 53_000;

    private Anybody() {}

    static LocalDate birthDate(Random random) {
        return FIRST_BIRTH.plusDays(random.nextInt(DAYS_OF_BIRTH));
    }

    static String residentNumber(Random random, LocalDate birth) {
        String body =
                "%06d%s%03d"
                        .formatted(
                                110_000 + random.nextInt(540_000),
                                birth.format(DateTimeFormatter.BASIC_ISO_DATE),
                                random.nextInt(1_000));
        return body + residentCheck(body);
    }

    /** ISO 7064 MOD 11-2 in its recursive form. */
    private static char residentCheck(String body) {
        int sum = body.chars().reduce(0, (before, digit) -> (before + digit - '0') * 2 % 11);
        return "0123456789X".charAt((12 - sum) % 11);
    }

    static String creditCode(Random random) {
        String body =
                "91"
                        + "%06d".formatted(random.nextInt(1_000_000))
                        + text(random, CREDIT_ALPHABET, 9);
        return body + creditCheck(body);
    }

    /** All places, each times three to the power of its distance from the first, make 0 mod 31. */
    private static char creditCheck(String body) {
        int sum = 0;
        for (int i = body.length() - 1; i >= 0; i--) {
            sum = (sum * 3 + CREDIT_ALPHABET.indexOf(body.charAt(i))) % 31;
        }
        return CREDIT_ALPHABET.charAt((31 - sum) % 31);
    }

    static String licence(Random random) {
        return LicenceIdentifier.of(
                        creditCode(random) + "%03d".formatted(random.nextInt(1_000)),
                        new CreditCode(creditCode(random)),
                        text(random, LICENCE_ALPHABET, 1 + random.nextInt(32)),
                        1 + random.nextInt(999))
                .value();
    }

    static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** The same text with one character replaced by another one. */
    static String withOneWrong(Random random, String text, String alphabet, int from) {
        int place = from + random.nextInt(text.length() - from);
        char wrong = alphabet.charAt(random.nextInt(alphabet.length()));
        return text.charAt(place) == '.' || text.charAt(place) == wrong
                ? withOneWrong(random, text, alphabet, from)
                : text.substring(0, place) + wrong + text.substring(place + 1);
    }

    /** The same text with two unlike neighbours swapped. */
    static String withSwap(Random random, String text) {
        int place = random.nextInt(text.length() - 1);
        char one = text.charAt(place);
        char other = text.charAt(place + 1);
        return one == other
                ? withSwap(random, text)
                : text.substring(0, place) + other + one + text.substring(place + 2);
    }
}
