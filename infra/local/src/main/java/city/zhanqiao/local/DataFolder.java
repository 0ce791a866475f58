package city.zhanqiao.local;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder that outlives a run: data, unpacked servers, logs. One stack at a time may use it; it
 * is closed to other users of the machine, because it holds keys and passwords.
 */
final class DataFolder implements AutoCloseable {

    /** PostgreSQL and Redis unpacked, an empty cluster with its write-ahead log, and some air. */
    private static final long NEEDED_MEBIBYTES = 600;

    private static final List<String> DATA = List.of("postgres", "secrets");

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder for this stack.
     *
     * @throws CannotStart if it cannot be written, lies on a full disk, or another stack has it
     */
    static DataFolder open(Path folder) {
        try {
            create(folder);
            requireSpace(folder, Files.getFileStore(folder).getUsableSpace() >> 20);
            return lock(folder);
        } catch (IOException e) {
            throw new CannotStart(
                    "The data folder "
                            + folder
                            + " cannot be written ("
                            + e.getMessage()
                            + "); choose another with -Dzhanqiao.data=<folder>.",
                    e);
        }
    }

    static void requireSpace(Path folder, long mebibytes) {
        if (mebibytes < NEEDED_MEBIBYTES) {
            throw new CannotStart(
                    "Not enough disk space: %d MiB are free at %s and %d MiB are needed."
                            .formatted(mebibytes, folder, NEEDED_MEBIBYTES));
        }
    }

    /** Throws the data of earlier runs away; the unpacked servers stay. */
    void clear() throws IOException {
        for (String data : DATA) {
            FileSystemUtils.deleteRecursively(folder.resolve(data));
        }
        createAll();
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path binaries() {
        return folder.resolve("bin");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path run() {
        return folder.resolve("run");
    }

    /** What residents hand in. */
    Path materials() {
        return folder.resolve("materials");
    }

    /** What publishers add to notices. */
    Path attachments() {
        return folder.resolve("attachments");
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static DataFolder lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = read(channel);
            channel.close();
            throw new CannotStart(
                    "Another stack (process %s) is running on %s; stop it, or choose another folder with -Dzhanqiao.data=<folder> and another port with -Dzhanqiao.port=<number>."
                            .formatted(holder, folder));
        }
        byte[] self = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0).write(ByteBuffer.wrap(self), 0);
        DataFolder data = new DataFolder(folder, channel, lock);
        data.createAll();
        return data;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer holder = ByteBuffer.allocate(20);
        channel.read(holder, 0);
        return StandardCharsets.UTF_8.decode(holder.flip()).toString();
    }

    private void createAll() throws IOException {
        for (Path part :
                List.of(binaries(), logs(), run(), materials(), attachments(), secrets())) {
            Files.createDirectories(part);
        }
    }
}
