package city.zhanqiao.city.identifier;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault.WrongCheckCharacter;
import city.zhanqiao.city.identifier.IdentifierFault.WrongShape;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of an electronic licence (电子证照标识), GB/T 36904-2018: the fixed root, the licence
 * type (credit code of the body that defines it and three digits), the credit code of the issuer, a
 * serial number, a version, and a check character by ISO 7064 MOD 37,36 (GB/T 17710-2008) over all
 * of these but the root.
 *
 * @param value all parts, parted by dots
 */
public record LicenceIdentifier(String value) {

    private static final String ROOT = "1.2.156.3005.2";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern SHAPE =
            Pattern.compile(
                    Pattern.quote(ROOT)
                            + "\\.(?<type>[^.]{21})\\.(?<issuer>[^.]{18})"
                            + "\\.(?<serial>[^.]+)\\.(?<version>[^.]{3})\\.(?<check>[^.])");

    /**
     * Takes an identifier that is known to be one.
     *
     * @throws IllegalArgumentException if it is not; {@link #parse} is for input
     */
    public LicenceIdentifier {
        if (fault(value).isPresent()) {
            throw new IllegalArgumentException("not a licence identifier");
        }
    }

    /**
     * Makes the identifier of a new licence, or of a new version of one.
     *
     * @param licenceType credit code of the defining body and three digits
     * @param serial digits and capitals, unique for the type and issuer
     * @param version 1 to 999
     * @throws IllegalArgumentException if a part is anything else
     */
    public static LicenceIdentifier of(
            String licenceType, CreditCode issuer, String serial, int version) {
        String parts = "%s.%s.%s.%03d".formatted(licenceType, issuer.value(), serial, version);
        if (version < 1
                || Characters.outside(parts, 0, parts.length(), ALPHABET + ".").isPresent()) {
            throw new IllegalArgumentException("not a part of a licence identifier");
        }
        return new LicenceIdentifier(
                ROOT + "." + parts + "." + checkCharacter(parts.replace(".", "")));
    }

    /** Reads what somebody typed or scanned. */
    public static Outcome<LicenceIdentifier, IdentifierFault> parse(String text) {
        return Characters.unless(fault(text), () -> new LicenceIdentifier(text));
    }

    private static Optional<IdentifierFault> fault(String text) {
        Matcher parts = SHAPE.matcher(text);
        return parts.matches() ? fault(text, parts) : Optional.of(new WrongShape());
    }

    private static Optional<IdentifierFault> fault(String text, Matcher parts) {
        int type = parts.start("type");
        return CreditCode.faultAt(text, type)
                .or(() -> digits(text, type + CreditCode.LENGTH, parts.end("type")))
                .or(() -> CreditCode.faultAt(text, parts.start("issuer")))
                .or(() -> outside(text, parts.start("serial"), parts.end("serial")))
                .or(() -> digits(text, parts.start("version"), parts.end("version")))
                .or(() -> outside(text, parts.start("check"), parts.end("check")))
                .or(() -> checkFault(parts));
    }

    private static Optional<IdentifierFault> digits(String text, int from, int to) {
        return Characters.outside(text, from, to, Characters.DIGITS);
    }

    private static Optional<IdentifierFault> outside(String text, int from, int to) {
        return Characters.outside(text, from, to, ALPHABET);
    }

    private static Optional<IdentifierFault> checkFault(Matcher parts) {
        String checked =
                parts.group("type")
                        + parts.group("issuer")
                        + parts.group("serial")
                        + parts.group("version");
        return checkCharacter(checked) == parts.group("check").charAt(0)
                ? Optional.empty()
                : Optional.of(new WrongCheckCharacter());
    }

    /** ISO 7064 MOD 37,36. */
    private static char checkCharacter(String checked) {
        int product = 36;
        for (int i = 0; i < checked.length(); i++) {
            int sum = (product + ALPHABET.indexOf(checked.charAt(i))) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }
        return ALPHABET.charAt((37 - product) % 36);
    }

    /** The licence type: credit code of the defining body and three digits. */
    public String licenceType() {
        return part("type");
    }

    /** The body that issued the licence. */
    public CreditCode issuer() {
        return new CreditCode(part("issuer"));
    }

    /** 1 to 999; a corrected or renewed licence keeps its serial number and counts on. */
    public int version() {
        return Integer.parseInt(part("version"));
    }

    private String part(String name) {
        Matcher parts = SHAPE.matcher(value);
        if (!parts.matches()) {
            throw new IllegalStateException("not checked when made");
        }
        return parts.group(name);
    }

    /** Type and issuer in full, the serial number hidden: it may hold the holder's own number. */
    public String masked() {
        return "%s.%s.%s.****".formatted(ROOT, part("type"), part("issuer"));
    }

    /** Masked, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return masked();
    }
}
