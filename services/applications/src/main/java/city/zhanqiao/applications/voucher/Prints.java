package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.applications.voucher.VoucherText.Subject;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.print.PdfPrinter;

import org.springframework.http.ResponseEntity;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import tools.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints what was given in writing, as a page or as a PDF. */
final class Prints {

    private final CaseAccess cases;
    private final Vouchers vouchers;
    private final VoucherPage page;
    private final PdfPrinter printer;

    Prints(CaseAccess cases, Vouchers vouchers, VoucherPage page, PdfPrinter printer) {
        this.cases = cases;
        this.vouchers = vouchers;
        this.page = page;
        this.printer = printer;
    }

    /** One voucher of a case that the caller may see, or the problem that there is none. */
    Mono<ResponseEntity<byte[]>> print(Application it, Kind kind, Format format) {
        return vouchers.find(it.facts().id(), kind)
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(VoucherProblem.VOUCHER_NOT_FOUND)))
                .flatMap(voucher -> subject(voucher, it))
                .flatMap(this::toPage)
                .flatMap(text -> toBytes(text, format))
                .map(bytes -> toAnswer(bytes, kind, format));
    }

    private Mono<Subject> subject(Voucher voucher, Application it) {
        return Mono.zip(
                cases.formOf(it.facts().id()).defaultIfEmpty(JsonNodeFactory.instance.objectNode()),
                cases.membersOf(it.facts().id()).collectList(),
                (form, members) -> new Subject(voucher, it, form, members));
    }

    private Mono<String> toPage(Subject subject) {
        return Mono.fromCallable(() -> page.of(subject)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<byte[]> toBytes(String text, Format format) {
        return switch (format) {
            case HTML -> Mono.just(text.getBytes(StandardCharsets.UTF_8));
            case PDF -> printer.print(text);
        };
    }

    /** The page runs nothing and fetches nothing, whatever got into it. */
    private static ResponseEntity<byte[]> toAnswer(byte[] bytes, Kind kind, Format format) {
        return ResponseEntity.ok()
                .header("Content-Type", format.contentType)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
                .header(
                        "Content-Disposition",
                        "inline; filename=\"%s.%s\""
                                .formatted(
                                        kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                        format.name().toLowerCase(Locale.ROOT)))
                .body(bytes);
    }

    /** In which form. */
    enum Format {
        HTML("text/html;charset=UTF-8"),
        PDF("application/pdf");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }
}
