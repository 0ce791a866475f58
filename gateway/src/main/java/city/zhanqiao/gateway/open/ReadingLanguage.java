package city.zhanqiao.gateway.open;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;

/**
 * The language of an open answer: one of those that anything open is written in, so that an answer
 * is not kept once for every way to write {@code Accept-Language}. These are more than the city
 * itself speaks: notices are written in Korean, too.
 */
final class ReadingLanguage {

    private static final String USUAL = "zh-Hans";
    private static final List<String> WRITTEN = List.of(USUAL, "zh-Hant", "en", "ko", "ja");

    /** Which characters are read where; Chinese without a place is in simplified ones. */
    private static final Map<String, List<String>> CHINESE =
            Map.of(
                    "zh", List.of(USUAL),
                    "zh-hans", List.of(USUAL),
                    "zh-hant", List.of("zh-Hant"),
                    "zh-tw", List.of("zh-Hant"),
                    "zh-hk", List.of("zh-Hant"),
                    "zh-mo", List.of("zh-Hant"));

    private static final int LONGEST_HEADER = 256;

    private ReadingLanguage() {}

    /** BCP 47 tag of the best one for a reader. */
    static String of(ServerHttpRequest request) {
        String asked = request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE);
        if (asked == null || asked.isBlank() || asked.length() > LONGEST_HEADER) {
            return USUAL;
        }
        try {
            return Objects.requireNonNullElse(
                    Locale.lookupTag(LanguageRange.parse(asked, CHINESE), WRITTEN), USUAL);
        } catch (IllegalArgumentException malformed) {
            return USUAL;
        }
    }
}
