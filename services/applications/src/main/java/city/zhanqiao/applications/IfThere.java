package city.zhanqiao.applications;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.http.HttpHeaders;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PUT says of what it replaces: nothing is needed to make something new, and {@code
 * If-Match} to replace what is there (RFC 9110 §13.1.1).
 *
 * @param seen the version that the caller saw, if any
 */
public record IfThere(Optional<IfMatch> seen) {

    private static final Pattern TAG = Pattern.compile("\"v([1-9]\\d{0,17})\"");

    /** Reads {@code If-Match}; one that is malformed is told as 400. */
    public static IfThere of(HttpHeaders headers) {
        List<String> tags = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        return tags.isEmpty() ? new IfThere(Optional.empty()) : of(tags.getFirst().strip());
    }

    private static IfThere of(String tag) {
        Matcher ours = TAG.matcher(tag);
        if (!tag.equals("*") && !ours.matches()) {
            throw new ProblemException(CommonProblem.PRECONDITION_MALFORMED);
        }
        return new IfThere(
                Optional.of(
                        new IfMatch(
                                tag.equals("*")
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Version(Long.parseLong(ours.group(1)))))));
    }

    /**
     * Lets the change go on, or tells why not: 428 if something is there that the caller does not
     * speak of, 412 if it is not what the caller saw.
     */
    public void check(Optional<Version> there) {
        if (there.isPresent() && seen.isEmpty()) {
            throw new ProblemException(CommonProblem.PRECONDITION_REQUIRED);
        }
        if (seen.isPresent() && there.filter(seen.get()::admits).isEmpty()) {
            throw new ProblemException(CommonProblem.STALE_VERSION);
        }
    }
}
