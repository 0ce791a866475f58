package city.zhanqiao.applications.material;

import java.io.IOException;
import java.nio.file.Path;

/** Looks for malicious content. Blocks, so it is called where blocking is allowed. */
interface Scanner {

    /**
     * Whether nothing was found.
     *
     * @throws IOException when the scanner does not answer; the upload is then not kept
     */
    boolean isClean(Path file) throws IOException;
}
