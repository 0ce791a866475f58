package city.zhanqiao.data.support;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A way to the test's PostgreSQL that listens in. When a transaction in which a given word was sent
 * has been committed, it lets something happen before the service hears of the commit: the moment
 * between commit and answer.
 */
public final class WatchedPostgres implements AutoCloseable {

    /** How the server's tag for a done command begins and ends (protocol 3.0, CommandComplete). */
    private static final String BEGUN = "BEGIN\0";

    private static final String COMMITTED = "COMMIT\0";

    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

    private WatchedPostgres(ServerSocket door) {
        this.door = door;
        threads.execute(this::admit);
    }

    /** Opens the way. */
    public static WatchedPostgres open() throws IOException {
        return new WatchedPostgres(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public int port() {
        return door.getLocalPort();
    }

    /**
     * Lets something happen once.
     *
     * @param word a text parameter of the transaction
     * @param then done before the commit is told; afterwards the way is cut
     */
    public void whenCommitted(String word, Runnable then) {
        watch.set(new Watch(word, then));
    }

    private void admit() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), TestPostgres.port());
                var named = new AtomicBoolean();
                threads.execute(() -> pump(client, server, said -> remember(said, named)));
                threads.execute(() -> pump(server, client, said -> isAllowed(said, named)));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private boolean remember(String said, AtomicBoolean named) {
        @Nullable Watch now = watch.get();
        if (now != null && said.contains(now.word())) {
            named.set(true);
        }
        return true;
    }

    private boolean isAllowed(String said, AtomicBoolean named) {
        if (said.contains(BEGUN)) {
            named.set(false);
        }
        @Nullable Watch now = watch.get();
        if (now != null
                && said.contains(COMMITTED)
                && named.get()
                && watch.compareAndSet(now, null)) {
            now.then().run();
            return false;
        }
        return true;
    }

    private static void pump(Socket from, Socket to, Heard heard) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!heard.mayPass(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // one side has gone, and closing tells the other
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private record Watch(String word, Runnable then) {}

    @FunctionalInterface
    private interface Heard {
        boolean mayPass(String said);
    }
}
