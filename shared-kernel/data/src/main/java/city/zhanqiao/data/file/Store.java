package city.zhanqiao.data.file;

import reactor.core.publisher.Mono;

import java.nio.file.Path;

/**
 * Where bytes lie: a folder on this machine, or S3. Pieces are small enough to be held in memory
 * and never changed once written.
 */
public interface Store {

    /** The stores there are. */
    enum Kind {
        FOLDER,
        S3
    }

    /** The one that the settings name. */
    static Store of(Kind kind, Path folder, Bucket bucket) {
        return switch (kind) {
            case FOLDER -> new FolderStore(folder);
            case S3 -> S3Store.in(bucket);
        };
    }

    /**
     * Writes a piece; writing the same again does no harm.
     *
     * @param key letters, digits, dashes and slashes; made by us, never by a caller
     */
    Mono<Void> put(String key, byte[] piece);

    /** Reads a piece; errors when it is not there. */
    Mono<byte[]> get(String key);

    /** Removes a piece; what is not there is removed already. */
    Mono<Void> remove(String key);
}
