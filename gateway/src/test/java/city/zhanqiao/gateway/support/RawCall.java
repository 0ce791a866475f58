package city.zhanqiao.gateway.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A connection on which a test writes bytes of its own, right or wrong. */
public final class RawCall implements AutoCloseable {

    private static final int PATIENCE = 5_000;

    private final Socket socket;
    private final InputStream in;

    private RawCall(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawCall to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new RawCall(socket);
    }

    /** One header line. */
    public static String header(String[] nameAndValue) {
        return nameAndValue[0] + ": " + nameAndValue[1] + "\r\n";
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Reads one answer whole and gives its status; 0 when the connection was closed instead. */
    public int readStatus() throws IOException {
        socket.setSoTimeout(PATIENCE);
        try {
            String head = readHead();
            if (head.isEmpty()) {
                return 0;
            }
            readBody(head);
            return Integer.parseInt(head.split(" ", 3)[1]);
        } catch (SocketException _) {
            return 0;
        }
    }

    /** Everything until the other side closes or is silent for so long. */
    public String readAll(Duration silence) throws IOException {
        socket.setSoTimeout((int) silence.toMillis());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            int next;
            while ((next = in.read()) >= 0) {
                read.write(next);
            }
        } catch (SocketTimeoutException | SocketException _) {
            // the end, as well
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side closes within the time; what it says before does not matter. */
    public boolean isClosedWithin(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                socket.setSoTimeout((int) left);
                if (in.read() < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    /** Takes a little ten times a second for so long; whether there was always something. */
    public boolean readSlowly(Duration time) throws IOException {
        socket.setSoTimeout(PATIENCE);
        long end = System.nanoTime() + time.toNanos();
        byte[] little = new byte[256 << 10];
        while (System.nanoTime() < end) {
            if (in.readNBytes(little, 0, little.length) < little.length) {
                return false;
            }
            LockSupport.parkNanos(100_000_000);
        }
        return true;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private void readBody(String head) throws IOException {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(line.substring(15).strip()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
