package city.zhanqiao.residents.mydata;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file that is sent on while it is written; its parts are subscribed to one after the other.
 */
final class Zip {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(written, StandardCharsets.UTF_8);

    Flux<DataBuffer> text(String name, String text) {
        return file(name, Flux.just(text.getBytes(StandardCharsets.UTF_8)));
    }

    Flux<DataBuffer> file(String name, Flux<byte[]> content) {
        return Flux.concat(
                written(() -> zip.putNextEntry(new ZipEntry(name))),
                content.concatMap(piece -> written(() -> zip.write(piece))),
                written(zip::closeEntry));
    }

    /** What comes last. */
    Flux<DataBuffer> end() {
        return written(zip::close).flux();
    }

    /** Takes what a step has written; the compression keeps some of it back for the next. */
    private Mono<DataBuffer> written(Step step) {
        return Mono.fromSupplier(
                        () -> {
                            step.run();
                            byte[] bytes = written.toByteArray();
                            written.reset();
                            return bytes;
                        })
                .filter(bytes -> bytes.length > 0)
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    /** Writes into memory, which does not fail. */
    private interface Step {
        void write() throws IOException;

        default void run() {
            try {
                write();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
