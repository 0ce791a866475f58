package city.zhanqiao.web.identity;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the token out of the {@code Authorization} header (RFC 6750 §2.1). Never out of the address
 * or a form: those end in logs.
 */
final class BearerTokens {

    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

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
        var bearer = BEARER.matcher(headers.getFirst());
        if (headers.size() > 1 || !bearer.matches()) {
            throw new InvalidBearerTokenException("Not one bearer token");
        }
        return bearer.group(1);
    }
}
