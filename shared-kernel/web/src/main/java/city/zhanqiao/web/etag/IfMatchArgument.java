package city.zhanqiao.web.etag;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code If-Match}. */
final class IfMatchArgument implements SyncHandlerMethodArgumentResolver {

    /** RFC 9110 §8.8.3; weak ones are left out because they never match a change (§13.1.1). */
    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    private static final Pattern OURS = Pattern.compile("\"v([1-9]\\d{0,17})\"");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return parse(exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.IF_MATCH));
    }

    static IfMatch parse(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(CommonProblem.PRECONDITION_REQUIRED);
        }
        var tag = headers.getFirst().strip();
        if (headers.size() > 1 || !(tag.equals("*") || STRONG.matcher(tag).matches())) {
            throw new ProblemException(CommonProblem.PRECONDITION_MALFORMED);
        }
        return tag.equals("*") ? new IfMatch(Optional.empty()) : ofTag(tag);
    }

    /** A tag that is none of ours belongs to no version there is. */
    private static IfMatch ofTag(String tag) {
        var ours = OURS.matcher(tag);
        if (!ours.matches()) {
            throw new ProblemException(CommonProblem.STALE_VERSION);
        }
        return new IfMatch(Optional.of(new Version(Long.parseLong(ours.group(1)))));
    }
}
