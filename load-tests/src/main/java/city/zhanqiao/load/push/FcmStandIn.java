package city.zhanqiao.load.push;

import io.netty.channel.ChannelOption;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Firebase as a load test needs it: it answers as slowly as it is told, does wrong what it is told,
 * and counts what the phones show. A program of its own, so that it survives whom it serves.
 */
public final class FcmStandIn {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAMED = "{\"name\":\"projects/p/messages/1\"}";

    private final Phones phones = new Phones();
    private final Duration delay;
    private volatile Fault fault = Fault.NONE;

    private FcmStandIn(Duration delay) {
        this.delay = delay;
    }

    /**
     * Starts the server.
     *
     * @param arguments its port, milliseconds before each answer
     */
    public static void main(String... arguments) {
        FcmStandIn standIn = new FcmStandIn(Duration.ofMillis(Integer.parseInt(arguments[1])));
        // The main thread stays for as long as the server does.
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .option(ChannelOption.SO_BACKLOG, 4096)
                .route(routes ->
                        routes.post("/v1/projects/{project}/messages:send", standIn::send)
                                .get("/ready", (request, response) -> text(response, "yes"))
                                .get("/tally", standIn::tell)
                                .get("/shown", standIn::list)
                                .delete("/tally", standIn::clear)
                                .put("/fault/{fault}", standIn::set))
                .bindNow()
                .onDispose()
                // The whole program: its main thread waits until it is ended.
                .block();
    }

    private Publisher<Void> send(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .flatMap(body -> Mono.from(answer(body, response)));
    }

    private Publisher<Void> answer(String body, HttpServerResponse response) {
        Fault now = fault;
        phones.asked();
        if (now.isShown()) {
            show(JSON.readTree(body).path("message"));
        }
        if (now == Fault.NONE) {
            phones.accepted();
        }
        return switch (now) {
            case NONE -> after(delay, text(response, NAMED));
            case NAMELESS -> after(delay, text(response, "{}"));
            case HANGING -> after(Duration.ofMinutes(2), text(response, NAMED));
            case RESET -> after(delay, cut(response));
            case THROTTLED ->
                    error(
                            response.header("Retry-After", "2"),
                            429,
                            "RESOURCE_EXHAUSTED",
                            "QUOTA_EXCEEDED");
            case BROKEN -> error(response, 500, "INTERNAL", "INTERNAL");
            case BUSY -> error(response, 503, "UNAVAILABLE", "UNAVAILABLE");
            case STRANGER -> error(response, 401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR");
            case ODD -> error(response, 418, "TEAPOT", "TEAPOT");
            case PAGE ->
                    response.status(502)
                            .header("Content-Type", "text/html")
                            .sendString(Mono.just("<html>Bad gateway</html>"));
        };
    }

    private void show(JsonNode message) {
        JsonNode token = message.path("token");
        if (token.isString()) {
            phones.show(
                    token.asString(),
                    message.at("/data/nid").asString(""),
                    message.at("/android/notification/tag").asString(""),
                    message.at("/data/kind").asString("NONE"),
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        }
    }

    private Publisher<Void> tell(HttpServerRequest request, HttpServerResponse response) {
        return text(response, JSON.writeValueAsString(phones.tally()));
    }

    private Publisher<Void> list(HttpServerRequest request, HttpServerResponse response) {
        return text(response, phones.list());
    }

    private Publisher<Void> clear(HttpServerRequest request, HttpServerResponse response) {
        phones.clear();
        return text(response, "cleared");
    }

    private Publisher<Void> set(HttpServerRequest request, HttpServerResponse response) {
        fault = Fault.valueOf(Objects.requireNonNull(request.param("fault")));
        return text(response, fault.name());
    }

    private static Publisher<Void> after(Duration delay, Publisher<Void> answer) {
        return Mono.delay(delay).thenMany(answer);
    }

    private static Publisher<Void> cut(HttpServerResponse response) {
        return Mono.fromRunnable(() ->
                response.withConnection(connection -> {
                    connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                    connection.dispose();
                }));
    }

    private static Publisher<Void> error(
            HttpServerResponse response, int http, String status, String code) {
        return text(
                response.status(http),
                """
                {"error": {"code": %d, "message": "as told", "status": "%s", "details": [
                  {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
                   "errorCode": "%s"}]}}
                """
                        .formatted(http, status, code));
    }

    private static Publisher<Void> text(HttpServerResponse response, String text) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(text));
    }
}
