package city.zhanqiao.data.file;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;

/** Keeps pieces as files; for one machine, or a folder that all instances share. */
final class FolderStore implements Store {

    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** A reader never sees half a piece: it is written beside its place and then moved there. */
    @Override
    public Mono<Void> put(String key, byte[] piece) {
        return onDisk(
                        () -> {
                            Path place = place(key);
                            Path beside = place.resolveSibling(place.getFileName() + ".part");
                            Files.createDirectories(place.getParent());
                            Files.write(beside, piece);
                            return Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                        })
                .then();
    }

    @Override
    public Mono<byte[]> get(String key) {
        return onDisk(() -> Files.readAllBytes(place(key)));
    }

    @Override
    public Mono<Void> remove(String key) {
        return onDisk(() -> Files.deleteIfExists(place(key))).then();
    }

    private Path place(String key) throws IOException {
        Path place = folder.resolve(key).normalize();
        if (!place.startsWith(folder) || place.equals(folder)) {
            throw new IOException("not a place in the store");
        }
        return place;
    }

    private static <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
