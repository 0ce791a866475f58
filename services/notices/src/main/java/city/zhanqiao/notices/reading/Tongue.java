package city.zhanqiao.notices.reading;

import city.zhanqiao.notices.notice.Content;

import com.github.houbb.opencc4j.util.ZhConverterUtil;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A language a notice can be read in. What nobody wrote is not invented: a reader without words in
 * their language gets the Chinese ones and is told so. Only traditional characters are made by a
 * converter.
 */
enum Tongue {
    ZH_HANS(Content.CHINESE),
    ZH_HANT("zh-Hant"),
    EN("en"),
    KO("ko"),
    JA("ja");

    private static final int MAX_HEADER = 256;

    private final String tag;

    Tongue(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag. */
    String tag() {
        return tag;
    }

    /** The language asked for by {@code Accept-Language}; Chinese for all that is not known. */
    static Tongue of(ServerHttpRequest request) {
        return ofHeader(request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE));
    }

    static Tongue ofHeader(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > MAX_HEADER) {
            return ZH_HANS;
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> ofRange(range.getRange()))
                    .findFirst()
                    .orElse(ZH_HANS);
        } catch (IllegalArgumentException _) {
            return ZH_HANS;
        }
    }

    /** The words for this reader, and the language they are in. */
    Said of(Content content) {
        return Optional.ofNullable(content.texts().get(tag))
                .map(text -> new Said(tag, text))
                .orElseGet(() ->
                        this == ZH_HANT
                                ? new Said(tag, traditional(content.chinese()))
                                : new Said(Content.CHINESE, content.chinese()));
    }

    private static Stream<Tongue> ofRange(String range) {
        if (List.of("zh-hant", "zh-tw", "zh-hk", "zh-mo").contains(range)) {
            return Stream.of(ZH_HANT);
        }
        String language = range.split("-", 2)[0];
        return switch (language) {
            case "zh", "*" -> Stream.of(ZH_HANS);
            case "en" -> Stream.of(EN);
            case "ko" -> Stream.of(KO);
            case "ja" -> Stream.of(JA);
            default -> Stream.empty();
        };
    }

    private static Content.Text traditional(Content.Text text) {
        return new Content.Text(
                ZhConverterUtil.toTraditional(text.title()),
                ZhConverterUtil.toTraditional(text.summary()),
                ZhConverterUtil.toTraditional(text.body()),
                text.plain().map(ZhConverterUtil::toTraditional),
                text.instruction().map(ZhConverterUtil::toTraditional));
    }

    /**
     * Words in a language.
     *
     * @param language BCP 47 tag of the language they are really in
     */
    record Said(String language, Content.Text text) {}
}
