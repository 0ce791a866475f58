package city.zhanqiao.applications.material;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.file.Scanner;
import city.zhanqiao.web.problem.CommonProblem;

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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Looks at a whole upload before it is kept: checksum, type by content, archive, scanner. Works on
 * a temporary file, so that many large uploads at once take disk and not memory.
 */
final class Inspection {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final Scanner scanner;
    private final Scheduler worker;

    Inspection(Scanner scanner, Scheduler worker) {
        this.scanner = scanner;
        this.worker = worker;
    }

    /**
     * @param wanted the checksum that the sender named
     * @return what it is, or the problem of what is wrong with it
     */
    Mono<Inspected> of(Flux<byte[]> pieces, FileName name, Optional<byte[]> wanted) {
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

    private Inspected inspect(Path file, FileName name, Optional<byte[]> wanted)
            throws IOException {
        byte[] digest = digest(file);
        if (wanted.filter(sum -> !MessageDigest.isEqual(sum, digest)).isPresent()) {
            throw new ProblemException(MaterialProblem.CHECKSUM_WRONG);
        }
        if (!isClean(file)) {
            throw new ProblemException(MaterialProblem.MATERIAL_MALICIOUS);
        }
        MaterialType type =
                MaterialType.of(file)
                        .orElseThrow(() ->
                                new ProblemException(MaterialProblem.MATERIAL_TYPE_NOT_TAKEN));
        if (!type.fits(name.value())) {
            throw new ProblemException(MaterialProblem.MATERIAL_NAME_CONTRADICTS);
        }
        return new Inspected(type, digest);
    }

    /** What nobody has scanned is not kept; the pieces stay, so only the last call is repeated. */
    private boolean isClean(Path file) {
        try {
            return scanner.isClean(file);
        } catch (IOException silence) {
            throw new ProblemException(CommonProblem.SERVICE_UNAVAILABLE).withRetryAfter(TRY_AGAIN);
        }
    }

    private static byte[] digest(Path file) throws IOException {
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return ((DigestInputStream) bytes).getMessageDigest().digest();
        }
    }

    static MessageDigest sha256() {
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
    record Inspected(MaterialType type, byte[] sha256) {}
}
