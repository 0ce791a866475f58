package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Vouchers for their applicant, for the office, and for whoever wants to check one. */
@RestController
class VoucherController {

    private static final String PAGE = "text/html;charset=UTF-8";

    private final CaseAccess cases;
    private final Items items;
    private final Vouchers vouchers;
    private final VoucherPage page;

    VoucherController(CaseAccess cases, Items items, Vouchers vouchers, VoucherPage page) {
        this.cases = cases;
        this.items = items;
        this.vouchers = vouchers;
        this.page = page;
    }

    @GetMapping("/api/v1/applications/{id}/vouchers")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "What was given in writing on my case")
    Mono<VoucherList> list(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id).flatMap(found -> listOf(found, Language.of(http)));
    }

    @GetMapping("/admin/v1/applications/{id}/vouchers")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What was given in writing on the case")
    Mono<VoucherList> list(
            @PathVariable ApplicationId id, Caller.Staff staff, ServerHttpRequest http) {
        return cases.ofOffice(staff, id).flatMap(found -> listOf(found, Language.of(http)));
    }

    private Mono<VoucherList> listOf(Application found, Language language) {
        return vouchers.listOf(found.facts().id())
                .map(voucher -> toView(voucher, language))
                .collectList()
                .map(VoucherList::new);
    }

    @GetMapping(value = "/api/v1/applications/{id}/vouchers/{kind}", produces = PAGE)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "A voucher as a page to print")
    Mono<String> print(
            @PathVariable ApplicationId id, @PathVariable Kind kind, Caller.Resident resident) {
        return cases.ofResident(resident, id).flatMap(found -> page(found, kind));
    }

    @GetMapping(value = "/admin/v1/applications/{id}/vouchers/{kind}", produces = PAGE)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "A voucher as a page to print, for the window")
    Mono<String> print(
            @PathVariable ApplicationId id, @PathVariable Kind kind, Caller.Staff staff) {
        return cases.ofOffice(staff, id).flatMap(found -> page(found, kind));
    }

    private Mono<String> page(Application found, Kind kind) {
        return Mono.zip(
                        vouchers.find(found.facts().id(), kind)
                                .switchIfEmpty(
                                        Mono.error(() ->
                                                new ProblemException(
                                                        VoucherProblem.VOUCHER_NOT_FOUND))),
                        cases.formOf(found.facts().id()).defaultIfEmpty(nothing()))
                .map(both -> page.of(both.getT1(), found, both.getT2()));
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    @GetMapping("/api/v1/applications/{id}/result")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "The result, with its licence identifier, and whether it still holds")
    Mono<ResultView> result(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        vouchers.find(id, Kind.RESULT)
                                .map(voucher -> toResult(found, voucher, Language.of(http))))
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(VoucherProblem.RESULT_NOT_FOUND)));
    }

    @GetMapping("/open/v1/vouchers/{code}")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Whether a voucher was given and still holds; names nobody")
    Mono<Checked> check(@PathVariable String code, ServerHttpRequest http) {
        return Mono.justOrEmpty(VerificationCode.parse(code))
                .flatMap(vouchers::find)
                .map(voucher -> toChecked(voucher, Language.of(http)))
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(VoucherProblem.VOUCHER_NOT_FOUND)));
    }

    private static VoucherView toView(Voucher voucher, Language language) {
        return new VoucherView(
                voucher.kind(),
                voucher.kind().title(language == Language.EN),
                voucher.number(),
                voucher.code(),
                voucher.issuedAt(),
                voucher.revokedAt());
    }

    private ResultView toResult(Application it, Voucher voucher, Language language) {
        ItemDefinition item = items.pinned(it.facts().item(), it.facts().itemVersion());
        return new ResultView(
                voucher.number(),
                language == Language.EN ? item.result().en() : item.result().zh(),
                voucher.licence().map(LicenceIdentifier::value),
                voucher.code(),
                voucher.issuedAt(),
                voucher.isValid(),
                voucher.revokedAt(),
                voucher.reason());
    }

    private Checked toChecked(Voucher voucher, Language language) {
        boolean english = language == Language.EN;
        return new Checked(
                voucher.kind(),
                voucher.kind().title(english),
                items.current(voucher.item())
                        .map(item -> english ? item.title().en() : item.title().zh())
                        .orElse(voucher.item()),
                VoucherPage.office(voucher.department()),
                voucher.number(),
                voucher.licence().map(LicenceIdentifier::value),
                CityTime.dateOf(voucher.issuedAt()),
                voucher.isValid(),
                voucher.revokedAt().map(CityTime::dateOf));
    }

    record VoucherList(List<VoucherView> items) {}

    /** Something given in writing. */
    record VoucherView(
            Kind kind,
            String title,
            String number,
            VerificationCode code,
            Instant issuedAt,
            Optional<Instant> revokedAt) {}

    /**
     * The result of a case.
     *
     * @param licenceIdentifier 电子证照标识, GB/T 36904-2018
     * @param code by which anybody checks it
     * @param reason of a revocation
     */
    record ResultView(
            String number,
            String title,
            Optional<String> licenceIdentifier,
            VerificationCode code,
            Instant issuedAt,
            boolean valid,
            Optional<Instant> revokedAt,
            Optional<String> reason) {}

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
