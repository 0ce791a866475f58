package city.zhanqiao.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports nobody uses at this moment. */
public final class FreePort {

    private static final int BLOCK = 40;

    /** Tests that run side by side get blocks of their own, before anybody listens there. */
    private static final AtomicInteger GIVEN = new AtomicInteger();

    private FreePort() {}

    /** One free port on loopback. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first of a block as large as a stack needs, below the ports that Linux gives to outgoing
     * connections (32768 and up); builds side by side look elsewhere first.
     */
    public static int block() {
        int blocks = (32_000 - 20_000) / BLOCK;
        int own = (int) (ProcessHandle.current().pid() % blocks);
        for (int tried = 0; tried < blocks; tried++) {
            int first = 20_000 + (own + GIVEN.getAndIncrement()) % blocks * BLOCK;
            if (isFree(first)) {
                return first;
            }
        }
        throw new IllegalStateException("no free block of ports");
    }

    private static boolean isFree(int first) {
        for (int port = first; port < first + BLOCK; port++) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
