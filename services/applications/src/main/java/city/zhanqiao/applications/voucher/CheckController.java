package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Optional;

/** Vouchers for whoever wants to check one: by its code, or by the picture on paper. */
@RestController
class CheckController {

    private static final String PATH = "/open/v1/vouchers/{code}";

    private final Vouchers vouchers;
    private final Items items;
    private final CheckPage page;

    CheckController(Vouchers vouchers, Items items, CheckPage page) {
        this.vouchers = vouchers;
        this.items = items;
        this.page = page;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Whether a voucher was given and still holds; names nobody",
            description = "A browser that asks for text/html is shown a page.")
    Mono<Checked> check(@PathVariable String code, ServerHttpRequest http) {
        return find(code, Language.of(http))
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(VoucherProblem.VOUCHER_NOT_FOUND)));
    }

    /** Whoever scans the picture on paper has a browser, and wants to read an answer. */
    @GetMapping(value = PATH, produces = "text/html;charset=UTF-8")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Whether a voucher was given and still holds; names nobody")
    Mono<ResponseEntity<String>> show(@PathVariable String code, ServerHttpRequest http) {
        Language language = Language.of(http);
        return find(code, language)
                .map(found -> answer(HttpStatus.OK, page.of(found, language)))
                .switchIfEmpty(
                        Mono.fromSupplier(
                                () -> answer(HttpStatus.NOT_FOUND, page.ofNothing(language))));
    }

    private static ResponseEntity<String> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(text);
    }

    private Mono<Checked> find(String code, Language language) {
        return Mono.justOrEmpty(VerificationCode.parse(code))
                .flatMap(vouchers::find)
                .map(voucher -> toChecked(voucher, language));
    }

    private Checked toChecked(Voucher voucher, Language language) {
        boolean english = language == Language.EN;
        return new Checked(
                voucher.kind(),
                voucher.kind().title(english),
                items.current(voucher.item())
                        .map(item -> english ? item.title().en() : item.title().zh())
                        .orElse(voucher.item()),
                VoucherText.office(voucher.department()),
                voucher.number(),
                voucher.licence().map(LicenceIdentifier::value),
                CityTime.dateOf(voucher.issuedAt()),
                voucher.isValid(),
                voucher.revokedAt().map(CityTime::dateOf));
    }

    /** What anybody may know of a voucher whose code they have: enough to compare it. */
    record Checked(
            Kind kind,
            String title,
            String item,
            String office,
            String number,
            Optional<String> licenceIdentifier,
            LocalDate issuedOn,
            boolean valid,
            Optional<LocalDate> revokedOn) {}
}
