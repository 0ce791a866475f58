package city.zhanqiao.load.rival;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.netty.http.server.HttpServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bare WebFlux handler that always answers with the same bytes. */
public final class StaticAnswers {

    private StaticAnswers() {}

    /**
     * Starts the server.
     *
     * @param arguments its port, the file with the bytes
     */
    public static void main(String... arguments) throws IOException {
        byte[] content = Files.readAllBytes(Path.of(arguments[1]));
        HttpHandler handler =
                RouterFunctions.toHttpHandler(
                        RouterFunctions.route()
                                .GET(
                                        "/**",
                                        request ->
                                                ServerResponse.ok()
                                                        .contentType(MediaType.APPLICATION_JSON)
                                                        .bodyValue(content))
                                .build());
        // The main thread stays for as long as the server does.
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow()
                .onDispose()
                // The whole program: its main thread waits until it is ended.
                .block();
    }
}
