package city.zhanqiao.applications.casework;

import city.zhanqiao.data.encryption.FieldCipher;

import tools.jackson.databind.JsonNode;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes sealed forms searchable without opening them: of each two neighbouring characters a keyed
 * hash is kept. Chinese words are mostly two characters long, so pairs find what trigrams miss; and
 * without the key the numbers say nothing.
 */
final class CaseWords {

    static final Long[] NONE = {};

    private static final String COLUMN = "application.words";

    /** What stands behind this is not found; forms are shorter. */
    private static final int MOST = 4_000;

    private final FieldCipher cipher;

    CaseWords(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** The hashes of a form's words. */
    Long[] of(JsonNode form) {
        return of(textOf(form));
    }

    /** The hashes of what somebody looks for; none for a single character. */
    Long[] of(String text) {
        int[] points = normal(text).codePoints().limit(MOST).toArray();
        return IntStream.range(0, Math.max(0, points.length - 1))
                .filter(at -> points[at] != ' ' && points[at + 1] != ' ')
                .mapToObj(at -> new String(points, at, 2))
                .distinct()
                .map(this::hash)
                .sorted()
                .toArray(Long[]::new);
    }

    /** Whether the words really stand there: pairs may, though they are not neighbours. */
    static boolean stand(String words, JsonNode form) {
        return normal(textOf(form)).contains(normal(words));
    }

    private long hash(String pair) {
        return ByteBuffer.wrap(cipher.lookup(pair, COLUMN)).getLong();
    }

    private static String textOf(JsonNode form) {
        return form.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.joining(" "));
    }

    /** Full-width letters become half-width, capitals small, blanks one. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
