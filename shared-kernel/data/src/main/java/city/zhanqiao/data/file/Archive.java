package city.zhanqiao.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks into a ZIP archive without unpacking it to the disk. What it says of its own sizes is not
 * believed: bytes are counted as they come.
 */
final class Archive {

    /** Of everything in it, unpacked: five times the largest upload. */
    private static final long MOST_BYTES = 100L * 1024 * 1024;

    private static final int MOST_ENTRIES = 2_000;
    private static final int PREFIX = 16;
    private static final String OFD_ROOT = "OFD.xml";

    private Archive() {}

    /** As much as a type is known by. */
    static byte[] firstBytes(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(PREFIX);
        }
    }

    /** Whether it is an OFD, and neither a bomb nor one that would write outside its folder. */
    static boolean isHarmlessOfd(Path file) {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.size() <= MOST_ENTRIES
                    && archive.getEntry(OFD_ROOT) != null
                    && namesStayInside(archive)
                    && unpacksWithin(archive, MOST_BYTES);
        } catch (IOException broken) {
            return false;
        }
    }

    private static boolean namesStayInside(ZipFile archive) {
        return archive.stream()
                .map(ZipEntry::getName)
                .noneMatch(name ->
                        name.startsWith("/")
                                || name.contains("\\")
                                || name.contains("..")
                                || name.contains(":"));
    }

    private static boolean unpacksWithin(ZipFile archive, long most) throws IOException {
        long left = most;
        Enumeration<? extends ZipEntry> entries = archive.entries();
        while (entries.hasMoreElements() && left >= 0) {
            left -= size(archive, entries.nextElement(), left);
        }
        return left >= 0;
    }

    /** The real size, or one more than what is left. */
    private static long size(ZipFile archive, ZipEntry entry, long left) throws IOException {
        try (InputStream bytes = archive.getInputStream(entry)) {
            if (bytes == null) {
                throw new ZipException("an entry without content");
            }
            long read = 0;
            byte[] buffer = new byte[64 * 1024];
            for (int got = bytes.read(buffer); got >= 0 && read <= left; got = bytes.read(buffer)) {
                read += got;
            }
            return read;
        }
    }
}
