package city.zhanqiao.pilots.assessment;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;

import org.springframework.core.io.ClassPathResource;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Writes an assessment down in the form that is wished. */
final class Reports {

    private static final String FONT = "font/DroidSansFallback.ttf";
    private static final int REGULAR = 400;

    private final JsonMapper json;

    Reports(JsonMapper json) {
        this.json = json;
    }

    /** The whole report; a PDF takes a moment and is made beside the event loops. */
    Mono<byte[]> write(Assessment assessment, Format format) {
        return Mono.fromCallable(() -> toBytes(assessment, format))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private byte[] toBytes(Assessment assessment, Format format) {
        return switch (format) {
            case HTML -> utf8(ReportPage.of(assessment));
            case PDF -> toPdf(ReportPage.of(assessment));
            case CSV -> utf8(ReportTable.of(assessment));
            case JSON -> json.writeValueAsBytes(assessment);
        };
    }

    private static byte[] toPdf(String page) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (BatikSVGDrawer charts = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .useFont(Reports::font, "zh", REGULAR, FontStyle.NORMAL, true)
                    .useSVGDrawer(charts)
                    .withHtmlContent(page, "about:report")
                    .toStream(pdf)
                    .run();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return pdf.toByteArray();
    }

    private static InputStream font() {
        try {
            return new ClassPathResource(FONT).getInputStream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing); // it lies in this very jar
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In which form. */
    enum Format {
        HTML("text/html;charset=UTF-8"),
        PDF("application/pdf"),
        CSV("text/csv;charset=UTF-8"),
        JSON("application/json");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }

        /** A page is read at once, everything else is kept under this name. */
        String disposition(UUID id) {
            return this == HTML
                    ? "inline"
                    : "attachment; filename=\"assessment-%s.%s\""
                            .formatted(id, name().toLowerCase(Locale.ROOT));
        }
    }
}
