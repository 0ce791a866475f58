package city.zhanqiao.data.file;

import city.zhanqiao.city.Outcome;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Looks at a whole upload before it is kept: checksum, type by content, archive, scanner. Works on
 * a temporary file, so that many large uploads at once take disk and not memory.
 */
public final class Inspection {

    private final Scanner scanner;
    private final Scheduler worker;

    /**
     * @param worker where blocking is allowed; its size is how many uploads are looked at at once
     */
    public Inspection(Scanner scanner, Scheduler worker) {
        this.scanner = scanner;
        this.worker = worker;
    }

    /**
     * Looks at the pieces together.
     *
     * @param wanted the checksum that the sender named
     */
    public Mono<Outcome<Inspected, Fault>> of(
            Flux<byte[]> pieces, FileName name, Optional<byte[]> wanted) {
        return Mono.usingWhen(
                work(() -> Files.createTempFile("upload", ".part")),
                file ->
                        pieces.concatMap(piece -> work(() -> append(file, piece)))
                                .then(work(() -> inspect(file, name, wanted))),
                file -> work(() -> Files.deleteIfExists(file)));
    }

    private static Path append(Path file, byte[] piece) throws IOException {
        return Files.write(file, piece, StandardOpenOption.APPEND);
    }

    private Outcome<Inspected, Fault> inspect(Path file, FileName name, Optional<byte[]> wanted)
            throws IOException {
        byte[] digest = digest(file);
        if (wanted.filter(sum -> !MessageDigest.isEqual(sum, digest)).isPresent()) {
            return Outcome.refused(Fault.CHECKSUM_WRONG);
        }
        Optional<Fault> harm = harm(file);
        return harm.isPresent()
                ? Outcome.refused(harm.get())
                : FileType.of(file)
                        .<Outcome<Inspected, Fault>>map(type ->
                                type.fits(name.value())
                                        ? Outcome.done(new Inspected(type, digest))
                                        : Outcome.refused(Fault.NAME_CONTRADICTS))
                        .orElse(Outcome.refused(Fault.TYPE_NOT_TAKEN));
    }

    /** What nobody has scanned is not kept. */
    private Optional<Fault> harm(Path file) {
        try {
            return scanner.isClean(file) ? Optional.empty() : Optional.of(Fault.MALICIOUS);
        } catch (IOException silence) {
            return Optional.of(Fault.SCANNER_SILENT);
        }
    }

    private static byte[] digest(Path file) throws IOException {
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return ((DigestInputStream) bytes).getMessageDigest().digest();
        }
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private <T> Mono<T> work(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(worker);
    }

    /** What an upload turned out to be. */
    public record Inspected(FileType type, byte[] sha256) {}

    /** Why a file is not taken. */
    public enum Fault {
        CHECKSUM_WRONG,
        MALICIOUS,
        TYPE_NOT_TAKEN,
        NAME_CONTRADICTS,
        /** Nothing is known of it; it may be sent again later. */
        SCANNER_SILENT
    }
}
