package city.zhanqiao.web.etag;

import city.zhanqiao.city.Version;

import java.util.Optional;

/**
 * The version a change is based on (RFC 9110 §13.1.1). A controller that takes it as an argument
 * refuses requests without {@code If-Match} with 428.
 *
 * @param expected empty for {@code *}: whichever version there is
 */
public record IfMatch(Optional<Version> expected) {

    /** Whether a change may be made to this version. */
    public boolean admits(Version current) {
        return expected.map(current::equals).orElse(true);
    }
}
