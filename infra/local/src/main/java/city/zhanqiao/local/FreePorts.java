package city.zhanqiao.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/** Makes sure, before anything is started, that nobody else listens where the stack will. */
final class FreePorts {

    private static final int MILLISECONDS = 200;

    private FreePorts() {}

    /**
     * Checks all ports.
     *
     * @param wanted what will listen where
     * @throws CannotStart if one is taken
     */
    static void require(Map<String, Integer> wanted) {
        wanted.forEach((what, port) -> {
            if (!isFree(port)) {
                throw new CannotStart(
                        "Port %d (%s) is taken by another program; stop it, or move the whole stack with -Dzhanqiao.port=<number>."
                                .formatted(port, what));
            }
        });
    }

    /** Binding alone is not enough: some systems let two programs listen on one port. */
    private static boolean isFree(int port) {
        return !answers(port) && binds(port);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLISECONDS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean binds(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
