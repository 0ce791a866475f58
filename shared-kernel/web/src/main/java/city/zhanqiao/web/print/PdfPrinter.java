package city.zhanqiao.web.print;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;

import org.springframework.util.function.SingletonSupplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Prints pages as PDF beside the event loops. A page is XHTML that brings everything along: nothing
 * is fetched from anywhere, and the font family {@code zh} holds the Chinese letters.
 *
 * <p>Printing takes a tenth of a second of a processor, so few pages are printed at once, some
 * wait, and more are turned away. A service that prints names {@code openhtmltopdf-pdfbox} (LGPL
 * 2.1, used as it is) among its dependencies.
 */
public final class PdfPrinter implements AutoCloseable {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 32;
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final Duration COME_AGAIN = Duration.ofSeconds(10);

    /** Read with the first page and then kept, for all printers: 3.4 MB. */
    private static final Supplier<byte[]> FONT = SingletonSupplier.of(PdfPrinter::read);

    private static final String FONT_FILE = "DroidSansFallback.ttf";
    private static final int REGULAR = 400;

    private final Scheduler threads = Schedulers.newBoundedElastic(AT_ONCE, WAITING, "print");
    private final Optional<Supplier<SVGDrawer>> drawings;

    private PdfPrinter(Optional<Supplier<SVGDrawer>> drawings) {
        this.drawings = drawings;
    }

    /** Prints text and pictures. */
    public static PdfPrinter ofPages() {
        return new PdfPrinter(Optional.empty());
    }

    /** Prints SVG as well, by a drawer that is made anew for each page. */
    public static PdfPrinter ofPagesWith(Supplier<SVGDrawer> drawings) {
        return new PdfPrinter(Optional.of(drawings));
    }

    /**
     * The page as a PDF.
     *
     * @throws ProblemException {@code SERVICE_UNAVAILABLE} when too many pages wait, {@code
     *     TIME_OUT} when one takes longer than 20 seconds; both in the chain
     */
    public Mono<byte[]> print(String page) {
        return Mono.fromCallable(() -> toPdf(page))
                .subscribeOn(threads)
                .timeout(AT_MOST, Mono.error(() -> new ProblemException(CommonProblem.TIME_OUT)))
                .onErrorMap(
                        RejectedExecutionException.class,
                        _ ->
                                new ProblemException(CommonProblem.SERVICE_UNAVAILABLE)
                                        .withRetryAfter(COME_AGAIN));
    }

    private byte[] toPdf(String page) throws IOException {
        if (drawings.isEmpty()) {
            return toPdf(page, new PdfRendererBuilder());
        }
        try (SVGDrawer drawer = drawings.get().get()) {
            return toPdf(page, new PdfRendererBuilder().useSVGDrawer(drawer));
        }
    }

    private byte[] toPdf(String page, PdfRendererBuilder printer) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        printer.useFont(
                        () -> new ByteArrayInputStream(FONT.get()),
                        "zh",
                        REGULAR,
                        FontStyle.NORMAL,
                        true)
                .useExternalResourceAccessControl(
                        (address, _) -> address.startsWith("data:"),
                        ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl(
                        (address, _) -> address.startsWith("data:"),
                        ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
                .withHtmlContent(page, null)
                .toStream(pdf)
                .run();
        return pdf.toByteArray();
    }

    private static byte[] read() {
        try (InputStream font = PdfPrinter.class.getResourceAsStream(FONT_FILE)) {
            if (font == null) {
                throw new IllegalStateException(FONT_FILE + " is missing from this jar");
            }
            return font.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
