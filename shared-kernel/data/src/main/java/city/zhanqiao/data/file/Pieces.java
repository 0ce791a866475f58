package city.zhanqiao.data.file;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The pieces of a content in the store: cut as they come, read in their order. */
public final class Pieces {

    /** Small enough for memory, and the most that is sent again after a broken connection. */
    public static final int SIZE = 1024 * 1024;

    private final Store store;

    public Pieces(Store store) {
        this.store = store;
    }

    /** Cuts what comes into pieces of {@link #SIZE}; only the last one is smaller. */
    public static Flux<byte[]> cut(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            Gathering gathering = new Gathering();
            return body.concatMapIterable(gathering::add)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(gathering.rest())));
        });
    }

    /** Writes one piece of a content, counted from 0. */
    public Mono<Void> put(UUID content, int number, byte[] piece) {
        return store.put(key(content, number), piece);
    }

    /** Reads a whole content in its order. */
    public Flux<byte[]> read(UUID content, int pieces) {
        return Flux.range(0, pieces).concatMap(number -> store.get(key(content, number)));
    }

    /** Removes a whole content; what is gone already does no harm. */
    public Mono<Void> remove(UUID content, int pieces) {
        return Flux.range(0, pieces).concatMap(number -> store.remove(key(content, number))).then();
    }

    private static String key(UUID content, int number) {
        return content + "/" + number;
    }

    /** Bytes that are not a whole piece yet. Used by one request, in order. */
    private static final class Gathering {
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

        List<byte[]> add(DataBuffer buffer) {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            List<byte[]> whole = new ArrayList<>();
            int from = 0;
            while (waiting.size() + bytes.length - from >= SIZE) {
                int taken = SIZE - waiting.size();
                waiting.write(bytes, from, taken);
                whole.add(waiting.toByteArray());
                waiting.reset();
                from += taken;
            }
            waiting.write(bytes, from, bytes.length - from);
            return whole;
        }

        List<byte[]> rest() {
            return waiting.size() == 0 ? List.of() : List.of(waiting.toByteArray());
        }
    }
}
