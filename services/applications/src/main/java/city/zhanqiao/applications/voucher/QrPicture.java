package city.zhanqiao.applications.voucher;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An address as a QR code (ISO/IEC 18004) within the page, so that a telephone can read paper.
 * Written as PNG by hand: to wake the JDK's graphics takes seconds at the first voucher.
 */
final class QrPicture {

    /** Dots for each module: on 26 mm of paper that is sharper than 300 dots an inch. */
    private static final int SCALE = 10;

    /** A printer that smudges a seventh of it does no harm. */
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(
                    EncodeHintType.ERROR_CORRECTION,
                    ErrorCorrectionLevel.M,
                    EncodeHintType.MARGIN,
                    1);

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** One bit a dot, grey; compression, filter and interlace as usual (PNG §11.2.1). */
    private static final byte[] ONE_BIT_GREY = {1, 0, 0, 0, 0};

    private QrPicture() {}

    /** The picture as a {@code data:} address (RFC 2397). */
    static String of(String address) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(modules(address)));
    }

    private static BitMatrix modules(String address) {
        try {
            return new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 0, 0, HINTS);
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no QR code holds this address", tooLong);
        }
    }

    private static byte[] png(BitMatrix modules) {
        int side = modules.getWidth() * SCALE;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        ByteBuffer head = ByteBuffer.allocate(2 * Integer.BYTES + ONE_BIT_GREY.length);
        chunk(png, "IHDR", head.putInt(side).putInt(side).put(ONE_BIT_GREY).array());
        chunk(png, "IDAT", deflated(lines(modules, side)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** Each line begins with a byte that says that it is not filtered; a set bit is white. */
    private static byte[] lines(BitMatrix modules, int side) {
        int length = 1 + (side + 7) / 8;
        byte[] lines = new byte[length * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!modules.get(x / SCALE, y / SCALE)) {
                    lines[y * length + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        return lines;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        png.writeBytes(number(content.length));
        png.writeBytes(name);
        png.writeBytes(content);
        png.writeBytes(number((int) check.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
