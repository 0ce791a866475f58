package city.zhanqiao.web.etag;

import city.zhanqiao.city.Version;

/** Strong ETags made of versions (RFC 9110 §8.8.3). */
public final class ETags {

    private ETags() {}

    /** Such as {@code "v3"}, with the quotation marks. */
    public static String of(Version version) {
        return "\"v" + version.number() + "\"";
    }
}
