package city.zhanqiao.applications;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import com.google.zxing.qrcode.QRCodeReader;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A printed PDF, as somebody reads it.
 *
 * @param text without spaces
 * @param address what a telephone reads from its code
 */
record PaperCopy(int pages, String text, String address) {

    private static final int DOTS_PER_INCH = 200;

    /** Letters that are spaced out are still a word. */
    private static final Pattern SPACE = Pattern.compile("\\s");

    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true);

    static PaperCopy of(HttpResponse<byte[]> answer) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            BufferedImage paper = new PDFRenderer(pdf).renderImageWithDPI(0, DOTS_PER_INCH);
            return new PaperCopy(
                    pdf.getNumberOfPages(),
                    SPACE.matcher(new PDFTextStripper().getText(pdf)).replaceAll(""),
                    read(paper));
        }
    }

    private static String read(BufferedImage paper) {
        int width = paper.getWidth();
        int height = paper.getHeight();
        int[] dots = paper.getRGB(0, 0, width, height, null, 0, width);
        try {
            return new GenericMultipleBarcodeReader(new QRCodeReader())
                            .decodeMultiple(
                                    new BinaryBitmap(
                                            new HybridBinarizer(
                                                    new RGBLuminanceSource(width, height, dots))),
                                    HINTS)[0]
                            .getText();
        } catch (NotFoundException noCode) {
            throw new IllegalStateException(noCode);
        }
    }
}
