package city.zhanqiao.web.problem;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.web.language.Language;

import java.util.Map;

/**
 * Makes field faults with the city's common words.
 *
 * <p>Codes with words: {@code required}, {@code absent}, {@code size}, {@code range}, {@code
 * pattern}, {@code format}, {@code type}, {@code min}, {@code max}, {@code past}, {@code future},
 * {@code duplicate}, {@code unknownProperty} and the other names in {@code constraints.properties};
 * any other code says "breaks a rule".
 */
public final class FieldFaults {

    private FieldFaults() {}

    /**
     * A fault in the body.
     *
     * @param pointer JSON Pointer (RFC 6901)
     */
    public static FieldFault inBody(String pointer, String code, Language language) {
        return of(pointer, code, language, Map.of());
    }

    /** A fault in a parameter of the address. */
    public static FieldFault inParameter(String name, String code, Language language) {
        return of("?" + name, code, language, Map.of());
    }

    /**
     * A fault in a parameter of the address.
     *
     * @param attributes what the words name, such as {@code min} and {@code max}
     */
    public static FieldFault inParameter(
            String name, String code, Language language, Map<String, Object> attributes) {
        return of("?" + name, code, language, attributes);
    }

    static FieldFault of(
            String pointer, String code, Language language, Map<String, Object> attributes) {
        return new FieldFault(pointer, code, Wording.constraint(code, language, attributes));
    }
}
