package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identifier.Masks;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name as on an identity document (姓名). Names are compared as people read them: composed
 * characters, no spaces at the ends, one form of the dot that parts names of minorities (间隔号).
 * Personal data: printed masked.
 *
 * @param value 1 to 60 characters
 */
public record RealName(String value) {

    private static final int MOST = 60;

    /** Keyboards and registers write the dot in many ways. */
    private static final Pattern DOTS = Pattern.compile("[\\u2022\\u2027\\u30fb\\uff65\\uff0e.]");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** Letters of any script with their marks, dots, dashes, apostrophes and single spaces. */
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{M}·'’ -]+");

    /** What somebody typed or an issuer vouches for; empty when it is no name. */
    public static Optional<RealName> parse(String text) {
        String composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        String name = SPACES.matcher(DOTS.matcher(composed).replaceAll("·")).replaceAll(" ");
        return name.length() <= MOST && FORM.matcher(name).matches()
                ? Optional.of(new RealName(name))
                : Optional.empty();
    }

    /** 王*明. */
    public String masked() {
        return Masks.name(value);
    }

    @Override
    public String toString() {
        return masked();
    }
}
