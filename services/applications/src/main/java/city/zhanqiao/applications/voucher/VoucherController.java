package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Vouchers for their applicant and for the office. */
@RestController
class VoucherController {

    private final CaseAccess cases;
    private final Items items;
    private final Vouchers vouchers;
    private final Prints prints;
    private final AuditLog audit;

    VoucherController(
            CaseAccess cases, Items items, Vouchers vouchers, Prints prints, AuditLog audit) {
        this.cases = cases;
        this.items = items;
        this.vouchers = vouchers;
        this.prints = prints;
        this.audit = audit;
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

    @GetMapping("/api/v1/applications/{id}/vouchers/{kind}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "A voucher to read and to print, as a page or as a PDF")
    Mono<ResponseEntity<byte[]>> print(
            @PathVariable ApplicationId id,
            @PathVariable Kind kind,
            @RequestParam(defaultValue = "HTML") Prints.Format format,
            Caller.Resident resident) {
        return cases.ofResident(resident, id).flatMap(found -> prints.print(found, kind, format));
    }

    @GetMapping("/admin/v1/applications/{id}/vouchers/{kind}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "A voucher to print at the window; the reading is recorded")
    Mono<ResponseEntity<byte[]>> print(
            @PathVariable ApplicationId id,
            @PathVariable Kind kind,
            @RequestParam(defaultValue = "HTML") Prints.Format format,
            Caller.Staff staff) {
        return cases.ofOffice(staff, id)
                .delayUntil(found -> noteReading(staff, found, kind))
                .flatMap(found -> prints.print(found, kind, format));
    }

    private Mono<Void> noteReading(Caller.Staff staff, Application found, Kind kind) {
        return audit.add(
                AuditEntry.read(
                        staff,
                        "voucher.read",
                        found.facts().id() + "/" + kind,
                        found.facts().resident(),
                        "handling"));
    }

    @GetMapping("/api/v1/applications/{id}/result")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(
            summary =
                    "The result, with its licence identifier, and whether it still holds; of a"
                            + " bundle the summary of all results")
    Mono<ResultView> result(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        vouchers.find(id, Kind.RESULT)
                                .switchIfEmpty(vouchers.find(id, Kind.SUMMARY))
                                .map(voucher -> toResult(found, voucher, Language.of(http))))
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(VoucherProblem.RESULT_NOT_FOUND)));
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
}
