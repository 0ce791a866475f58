package city.zhanqiao.applications.material;

import city.zhanqiao.applications.IfThere;
import city.zhanqiao.applications.material.Document.Trust;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.file.FileName;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of the material it carries.
 *
 * @param digest SHA-256 of the whole
 * @param seen which version of the material it replaces
 */
record Sent(
        String material,
        ByteRange range,
        FileName name,
        Optional<byte[]> digest,
        Trust trust,
        IfThere seen) {

    private static final String REPR_DIGEST = "Repr-Digest";
    private static final Pattern SHA_256 =
            Pattern.compile("(?:^|.*,\\s*)sha-256=:([A-Za-z0-9+/]{43}=):.*");

    /**
     * Reads {@code Content-Range}, {@code Content-Disposition} (the name, RFC 6266) and {@code
     * Repr-Digest} (RFC 9530 §3).
     *
     * @param selfMade whether the applicant made it and vouches for it
     */
    static Sent of(String material, HttpHeaders headers, boolean selfMade) {
        return new Sent(
                material,
                ByteRange.of(
                        Optional.ofNullable(headers.getFirst(HttpHeaders.CONTENT_RANGE)),
                        headers.getContentLength()),
                name(material, headers),
                Optional.ofNullable(headers.getFirst(REPR_DIGEST)).map(Sent::digest),
                selfMade ? Trust.D : Trust.C,
                IfThere.of(headers));
    }

    private static FileName name(String material, HttpHeaders headers) {
        String told = Optional.ofNullable(disposition(headers)).orElse(material);
        return FileName.parse(told)
                .orElseThrow(() -> new ProblemException(MaterialProblem.FILE_NAME_INVALID));
    }

    private static @Nullable String disposition(HttpHeaders headers) {
        try {
            return headers.getContentDisposition().getFilename();
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(MaterialProblem.FILE_NAME_INVALID);
        }
    }

    private static byte[] digest(String header) {
        Matcher parts = SHA_256.matcher(header);
        if (!parts.matches()) {
            throw new ProblemException(MaterialProblem.CHECKSUM_INVALID);
        }
        return Base64.getDecoder().decode(parts.group(1));
    }
}
