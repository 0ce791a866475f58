package city.zhanqiao.applications.material;

import reactor.core.publisher.Mono;

/**
 * Where bytes lie: a folder on this machine, or S3. Pieces are small enough to be held in memory
 * and never changed once written.
 */
interface Store {

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
