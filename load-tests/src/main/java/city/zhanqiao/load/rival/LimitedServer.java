package city.zhanqiao.load.rival;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;

/**
 * A server that can do only so much: each answer holds one of a few places for a while, as a
 * connection to a database would be held, and whoever finds none waits in line. No work is done, so
 * the machine's cores stay with what is measured.
 */
public final class LimitedServer {

    private LimitedServer() {}

    /**
     * Starts the server.
     *
     * @param arguments its port, how many places, how many milliseconds each answer takes
     */
    public static void main(String... arguments) {
        Duration held = Duration.ofMillis(Integer.parseInt(arguments[2]));
        Scheduler places =
                Schedulers.newBoundedElastic(
                        Integer.parseInt(arguments[1]), Integer.MAX_VALUE, "place");
        // The main thread stays for as long as the server does.
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .handle((_, response) ->
                        response.header("Content-Type", "application/json")
                                .sendString(
                                        Mono.fromCallable(() -> hold(held)).subscribeOn(places)))
                .bindNow()
                .onDispose()
                // The whole program: its main thread waits until it is ended.
                .block();
    }

    private static String hold(Duration time) throws InterruptedException {
        Thread.sleep(time);
        return "{\"items\":[],\"next\":null}";
    }
}
