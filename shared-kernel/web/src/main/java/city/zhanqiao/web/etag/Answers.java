package city.zhanqiao.web.etag;

import city.zhanqiao.city.Version;

import org.springframework.http.ResponseEntity;

import java.net.URI;

/**
 * Answers that carry the version of what they show. A GET whose {@code If-None-Match} names that
 * version is answered 304 without a body; the framework does that for every answer with an ETag.
 */
public final class Answers {

    private Answers() {}

    /** 200 with the resource as it is at this version. */
    public static <T> ResponseEntity<T> ok(Version version, T body) {
        return ResponseEntity.ok().eTag(ETags.of(version)).body(body);
    }

    /** 201 with the resource that was made, and where it is. */
    public static <T> ResponseEntity<T> created(URI location, Version version, T body) {
        return ResponseEntity.created(location).eTag(ETags.of(version)).body(body);
    }

    /** 204 after a change whose result the caller knows. */
    public static ResponseEntity<Void> noContent(Version version) {
        return ResponseEntity.noContent().eTag(ETags.of(version)).build();
    }
}
