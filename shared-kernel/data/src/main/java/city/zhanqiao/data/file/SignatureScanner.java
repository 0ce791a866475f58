package city.zhanqiao.data.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Knows the one signature that scanners are tested with (EICAR), and nothing else: stands in for a
 * scanner on a developer's machine.
 */
final class SignatureScanner implements Scanner {

    private static final String TEST = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

    @Override
    public boolean isClean(Path file) throws IOException {
        return !Files.readString(file, StandardCharsets.ISO_8859_1).contains(TEST);
    }
}
