package city.zhanqiao.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A password for one part of the stack to show to another.
 *
 * @param value 128 random bits in hexadecimal digits
 */
public record Secret(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    /** A new one. */
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    /** The one that lies in the file; if there is no file, a new one is put there. */
    public static Secret in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, random().value());
        }
        return new Secret(Files.readString(file).strip());
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
