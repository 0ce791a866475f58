package city.zhanqiao.data.file;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Sends the file to a clamd as a stream (clamd(8), INSTREAM): chunks with their length, then 0. */
final class ClamScanner implements Scanner {

    private static final int CHUNK = 64 * 1024;

    private final InetSocketAddress address;
    private final Duration timeout;

    ClamScanner(InetSocketAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    @Override
    public boolean isClean(Path file) throws IOException {
        try (Socket socket = new Socket();
                InputStream bytes = Files.newInputStream(file)) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            send(bytes, new DataOutputStream(socket.getOutputStream()));
            return verdict(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private static void send(InputStream bytes, DataOutputStream out) throws IOException {
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk = bytes.readNBytes(CHUNK);
                chunk.length > 0;
                chunk = bytes.readNBytes(CHUNK)) {
            out.writeInt(chunk.length);
            out.write(chunk);
        }
        out.writeInt(0);
        out.flush();
    }

    /** Anything but a clear yes or no is no answer. */
    private static boolean verdict(String answer) throws IOException {
        String told = answer.replace("\0", "").strip();
        if (told.endsWith("OK")) {
            return true;
        }
        if (told.endsWith("FOUND")) {
            return false;
        }
        throw new IOException("the scanner gives no verdict");
    }
}
