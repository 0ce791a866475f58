package city.zhanqiao.residents.consent;

import city.zhanqiao.web.language.Language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A text that can be agreed to. A published version never changes; a new wording is a new version,
 * and whoever agreed to an older one is asked again.
 *
 * @param recipient who gets the data; one text, one recipient (个人信息保护法 §23)
 * @param sensitive whether separate consent is needed (§28, 29)
 * @param current whether it is offered
 * @param texts by language tag
 */
record ConsentText(
        String code,
        int version,
        String purpose,
        String recipient,
        List<String> dataKinds,
        boolean sensitive,
        boolean current,
        Map<String, String> texts) {

    String in(Language language) {
        String text = texts.get(language.tag());
        if (text == null) {
            throw new IllegalStateException("text %s %d lacks a language".formatted(code, version));
        }
        return text;
    }

    /** SHA-256 of the words in this language, in hexadecimal digits. */
    String hash(Language language) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(in(language).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
