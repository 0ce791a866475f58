package city.zhanqiao.data.file;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Looks for malicious content. Blocks, so it is called where blocking is allowed. */
public interface Scanner {

    /** The one that the settings name. */
    static Scanner of(Clamd clamd) {
        return clamd.host().isEmpty()
                ? new SignatureScanner()
                : new ClamScanner(
                        new InetSocketAddress(clamd.host(), clamd.port()), clamd.timeout());
    }

    /**
     * Whether nothing was found.
     *
     * @throws IOException when the scanner does not answer; the upload is then not kept
     */
    boolean isClean(Path file) throws IOException;
}
