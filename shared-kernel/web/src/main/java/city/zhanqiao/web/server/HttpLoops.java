package city.zhanqiao.web.server;

import reactor.netty.resources.LoopResources;

/**
 * The event loops of HTTP, servers and clients alike: one set for the JVM, as many as cores.
 *
 * <p>Not Reactor Netty's global ones: whichever application context closes first disposes those,
 * and with them the servers of all other contexts in the JVM. These live as long as the JVM; their
 * threads are daemons.
 */
public final class HttpLoops {

    /** More loops than cores only make them take turns. */
    private static final int WORKERS =
            Integer.getInteger(
                    "reactor.netty.ioWorkerCount", Runtime.getRuntime().availableProcessors());

    private static final LoopResources SHARED = LoopResources.create("http", WORKERS, true);

    private HttpLoops() {}

    /** The loops; never dispose them. */
    public static LoopResources shared() {
        return SHARED;
    }
}
