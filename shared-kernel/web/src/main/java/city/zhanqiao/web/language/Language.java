package city.zhanqiao.web.language;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import java.util.List;
import java.util.Locale;

/**
 * A language the city answers in. Chosen by {@code Accept-Language} (RFC 9110 §12.5.4) and by
 * nothing else; the machine's own locale plays no part.
 */
public enum Language {
    /** 简体中文, also for whoever asks for no language or for one the city does not speak. */
    ZH_HANS("zh-Hans", Locale.ROOT),
    EN("en", Locale.ENGLISH);

    private final String tag;
    private final Locale bundle;

    Language(String tag, Locale bundle) {
        this.tag = tag;
        this.bundle = bundle;
    }

    /** The BCP 47 tag, as sent in {@code Content-Language}. */
    public String tag() {
        return tag;
    }

    /** Locale of the resource bundle; the default file of a bundle is Chinese. */
    public Locale bundle() {
        return bundle;
    }

    /** The language this request asks for. */
    public static Language of(ServerHttpRequest request) {
        return ofHeader(request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE));
    }

    static Language ofHeader(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > MAX_HEADER) {
            return ZH_HANS;
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(Language::ofRange)
                    .flatMap(List::stream)
                    .findFirst()
                    .orElse(ZH_HANS);
        } catch (IllegalArgumentException _) {
            return ZH_HANS;
        }
    }

    /** Longer lists are not written by people; they only cost time to sort. */
    private static final int MAX_HEADER = 256;

    private static List<Language> ofRange(Locale.LanguageRange range) {
        var wanted = range.getRange();
        if (wanted.equals("*") || wanted.equals("zh") || wanted.startsWith("zh-")) {
            return List.of(ZH_HANS);
        }
        return wanted.equals("en") || wanted.startsWith("en-") ? List.of(EN) : List.of();
    }
}
