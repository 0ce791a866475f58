package city.zhanqiao.applications;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as residents send them, and as they should not. */
public final class SampleFile {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private SampleFile() {}

    public static byte[] png() {
        return padded(PNG, 200);
    }

    /** A PDF of this size, the same for the same seed. */
    public static byte[] pdf(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        byte[] head = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    public static byte[] script() {
        return "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A PDF with the test signature of scanners, put together here so that no scanner finds this.
     */
    public static byte[] infected() {
        return ("%PDF-1.7\n" + "EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] ofd() {
        return zip("OFD.xml", 100);
    }

    /** Says little of itself and unpacks to more than is taken. */
    public static byte[] bomb() {
        return zip("OFD.xml", 120 * 1024 * 1024);
    }

    public static byte[] escaping() {
        return zip("../../etc/OFD.xml", 100);
    }

    private static byte[] zip(String name, int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            archive.putNextEntry(new ZipEntry("OFD.xml"));
            archive.write(name.equals("OFD.xml") ? new byte[size] : new byte[1]);
            archive.closeEntry();
            if (!name.equals("OFD.xml")) {
                archive.putNextEntry(new ZipEntry(name));
                archive.write(new byte[size]);
                archive.closeEntry();
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] padded(byte[] head, int size) {
        byte[] bytes = new byte[size];
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }
}
