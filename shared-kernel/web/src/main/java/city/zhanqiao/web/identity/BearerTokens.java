package city.zhanqiao.web.identity;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;

/**
 * Takes the token out of the {@code Authorization} header (RFC 6750 §2.1). Never out of the address
 * or a form: those end in logs.
 */
final class BearerTokens {

    private static final String SCHEME = "Bearer ";

    private BearerTokens() {}

    /** Throws an {@link org.springframework.security.core.AuthenticationException} without one. */
    static String of(ServerWebExchange exchange) {
        var headers =
                exchange.getRequest()
                        .getHeaders()
                        .getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (headers.isEmpty()) {
            throw new AuthenticationCredentialsNotFoundException("No token");
        }
        var header = headers.getFirst();
        int begin = begin(header);
        if (headers.size() > 1 || begin == header.length() || !isToken(header, begin)) {
            throw new InvalidBearerTokenException("Not one bearer token");
        }
        return header.substring(begin);
    }

    /** Where the token begins; the length of the header where there is none. */
    private static int begin(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return header.length();
        }
        int begin = SCHEME.length();
        while (begin < header.length() && header.charAt(begin) == ' ') {
            begin++;
        }
        return begin;
    }

    /** By hand: a pattern takes longer over a kilobyte than the look-up that follows. */
    private static boolean isToken(String header, int begin) {
        int end = header.length();
        while (end > begin && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int at = begin; at < end; at++) {
            char sign = header.charAt(at);
            boolean allowed =
                    (sign >= 'a' && sign <= 'z')
                            || (sign >= 'A' && sign <= 'Z')
                            || (sign >= '0' && sign <= '9')
                            || "-._~+/".indexOf(sign) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return end > begin;
    }
}
