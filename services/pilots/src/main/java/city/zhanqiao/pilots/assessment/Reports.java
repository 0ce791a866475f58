package city.zhanqiao.pilots.assessment;

import city.zhanqiao.web.print.PdfPrinter;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Writes an assessment down in the form that is wished. */
final class Reports {

    private final JsonMapper json;
    private final PdfPrinter printer;

    Reports(JsonMapper json, PdfPrinter printer) {
        this.json = json;
        this.printer = printer;
    }

    /** The whole report. */
    Mono<byte[]> write(Assessment assessment, Format format) {
        return switch (format) {
            case HTML -> Mono.fromCallable(() -> utf8(ReportPage.of(assessment)));
            case PDF -> printer.print(ReportPage.of(assessment));
            case CSV -> Mono.fromCallable(() -> utf8(ReportTable.of(assessment)));
            case JSON -> Mono.fromCallable(() -> json.writeValueAsBytes(assessment));
        };
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
