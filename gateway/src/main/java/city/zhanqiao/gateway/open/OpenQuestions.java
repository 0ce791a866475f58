package city.zhanqiao.gateway.open;

import city.zhanqiao.gateway.open.OpenAnswer.Question;
import city.zhanqiao.gateway.route.RouteTable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** Tells which requests are questions that are answered from memory. */
@Component
class OpenQuestions {

    private static final String OPEN = "/open/";
    private static final int LONGEST_ADDRESS = 1024;
    private static final int LONGEST_ACCEPT = 100;

    private final OpenSettings settings;
    private final RouteTable routes;

    OpenQuestions(OpenSettings settings, RouteTable routes) {
        this.settings = settings;
        this.routes = routes;
    }

    /** What is asked; empty for everything that goes another way. */
    Optional<Question> find(ServerHttpRequest request) {
        var path = request.getPath().value();
        return path.startsWith(OPEN) && path.length() <= LONGEST_ADDRESS && isRead(request)
                ? routes.find(path)
                        .filter(row -> settings.fresh().containsKey(row.noun()))
                        .map(row -> toQuestion(request, path, row))
                : Optional.empty();
    }

    private static boolean isRead(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
    }

    private static Question toQuestion(ServerHttpRequest request, String path, RouteTable.Row row) {
        var query = request.getURI().getRawQuery();
        var accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
        return new Question(
                row,
                query == null ? path : path + "?" + query,
                ReadingLanguage.of(request),
                accept == null || accept.length() > LONGEST_ACCEPT ? "*/*" : accept);
    }
}
