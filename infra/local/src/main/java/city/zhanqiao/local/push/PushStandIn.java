package city.zhanqiao.local.push;

import io.netty.handler.codec.http.HttpHeaderNames;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers like Firebase Cloud Messaging (HTTP v1, {@code messages:send}), keeps the last pushes in
 * memory and shows them: {@code /} for people, {@code /pushes} for programs, which may also delete
 * them. See {@link MagicToken} for tokens that are refused.
 */
public final class PushStandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration STOP = Duration.ofSeconds(2);

    private final PushLog log = new PushLog();
    private final InstantSource time;
    private final LoopResources loops;
    private final DisposableServer server;

    private PushStandIn(String address, int port, InstantSource time) {
        this.time = time;
        // Its own loop: services that stop dispose the shared ones.
        this.loops = LoopResources.create("push", 1, true);
        this.server =
                HttpServer.create()
                        .host(address)
                        .port(port)
                        .runOn(loops)
                        .route(routes ->
                                routes.post("/v1/projects/{project}/messages:send", this::send)
                                        .get("/pushes", this::listPushes)
                                        .delete("/pushes", this::clear)
                                        .get("/list", this::showList)
                                        .get("/", this::showPage))
                        .bindNow();
    }

    /** Starts on loopback; port 0 takes any free one. */
    public static PushStandIn start(int port, InstantSource time) {
        return start("127.0.0.1", port, time);
    }

    static PushStandIn start(String address, int port, InstantSource time) {
        return new PushStandIn(address, port, time);
    }

    /** Where it is reached, and where the page is. */
    public URI home() {
        return URI.create("http://localhost:" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow(STOP);
        // The stack's own thread, on its way out: it has nothing else to do.
        loops.disposeLater(Duration.ZERO, STOP).block(STOP);
    }

    private Publisher<Void> send(HttpServerRequest request, HttpServerResponse response) {
        if (!hasToken(request)) {
            return write(
                    response,
                    FcmAnswer.refused(
                            401,
                            "UNAUTHENTICATED",
                            "THIRD_PARTY_AUTH_ERROR",
                            "Request is missing required authentication credential."));
        }
        String project = Optional.ofNullable(request.param("project")).orElseThrow();
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(body -> Mono.from(answer(project, body, response)));
    }

    private Publisher<Void> answer(String project, String body, HttpServerResponse response) {
        return switch (SendRequest.read(body)) {
            case SendRequest.Invalid(FcmAnswer answer) -> write(response, answer);
            case SendRequest.Valid valid -> answer(project, valid, response);
        };
    }

    private Publisher<Void> answer(
            String project, SendRequest.Valid request, HttpServerResponse response) {
        String name = "projects/" + project + "/messages/" + UUID.randomUUID();
        Optional<MagicToken> magic = MagicToken.of(request.target().value());
        FcmAnswer answer = magic.map(token -> token.answer(name)).orElse(FcmAnswer.accepted(name));
        if (!request.rehearsal()) {
            log.add(
                    new Push(
                            name,
                            time.instant(),
                            project,
                            request.target(),
                            answer.status(),
                            request.message()));
        }
        Duration delay = magic.map(MagicToken::delay).orElse(Duration.ZERO);
        return Mono.delay(delay).thenMany(write(response, answer));
    }

    private Publisher<Void> listPushes(HttpServerRequest request, HttpServerResponse response) {
        return json(response, JSON.writeValueAsString(log.all()));
    }

    private Publisher<Void> clear(HttpServerRequest request, HttpServerResponse response) {
        log.clear();
        return response.status(204).send();
    }

    private Publisher<Void> showPage(HttpServerRequest request, HttpServerResponse response) {
        return html(response, PushPage.whole(log.all()));
    }

    private Publisher<Void> showList(HttpServerRequest request, HttpServerResponse response) {
        return html(response, PushPage.list(log.all()));
    }

    private static boolean hasToken(HttpServerRequest request) {
        return Optional.ofNullable(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))
                .filter(value -> value.startsWith("Bearer "))
                .isPresent();
    }

    private static Publisher<Void> write(HttpServerResponse response, FcmAnswer answer) {
        answer.retryAfter()
                .ifPresent(pause ->
                        response.header(
                                HttpHeaderNames.RETRY_AFTER, Long.toString(pause.toSeconds())));
        return json(response.status(answer.status()), JSON.writeValueAsString(answer.body()));
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
                .sendString(Mono.just(body));
    }

    private static Publisher<Void> html(HttpServerResponse response, String body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=UTF-8")
                .sendString(Mono.just(body));
    }
}
