package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.State;
import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.party.GuardianConsents.Given;
import city.zhanqiao.applications.party.PartyController.ConsentRequest;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The separate consent of the guardian of a child under 14, given by the guardian in person. */
@RestController
class GuardianController {

    private static final String PATH = "/api/v1/applications/{id}/guardian-consent";

    private static final String ZH = "我是该未满十四周岁儿童的监护人，单独同意下列部门为办理本事项处理该儿童的个人信息。提交前可以随时撤回。";

    private static final String EN =
            "I am the guardian of the child, who is under 14, and consent separately to these"
                    + " departments processing the child's personal information for this matter."
                    + " I may take this back any time before the case is handed in.";

    private final CaseAccess cases;
    private final Items items;
    private final GuardianAgrees rule;
    private final GuardianConsents consents;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Departments departments = Departments.ofQingdao();

    GuardianController(
            CaseAccess cases,
            Items items,
            GuardianAgrees rule,
            GuardianConsents consents,
            AuditLog audit,
            Idempotency idempotency) {
        this.cases = cases;
        this.items = items;
        this.rule = rule;
        this.consents = consents;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(
            summary = "Whether the case needs a guardian's separate consent, and to what",
            description = "Names every department that would receive data about the child.")
    Mono<GuardianConsentView> show(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id).flatMap(found -> toView(found, Language.of(http)));
    }

    @PostMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3)
    @Operation(summary = "Consent as guardian, or take it back before the case is handed in")
    Mono<GuardianConsentView> answer(
            @PathVariable ApplicationId id,
            @Valid @RequestBody ConsentRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        idempotency.<GuardianConsentView, ProblemException>once(
                                new Act(
                                        resident,
                                        key,
                                        "consent as guardian to application " + id,
                                        request),
                                GuardianConsentView.class,
                                answered(resident, found, request.agreed())
                                        .flatMap(it -> toView(it, Language.of(http)))
                                        .map(Outcome::done)))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<Application> answered(Caller.Resident resident, Application seen, boolean agreed) {
        return cases.lock(seen.facts().id())
                .doOnNext(it -> requireOpen(resident, it))
                .delayUntil(it ->
                        agreed
                                ? consents.give(it.facts().id(), resident.id())
                                : consents.takeBack(it.facts().id()))
                .delayUntil(it -> audit.add(entry(resident, it, agreed)));
    }

    private void requireOpen(Caller.Resident resident, Application it) {
        if (!rule.isNeeded(it)) {
            throw new ProblemException(PartyProblem.GUARDIAN_CONSENT_NOT_NEEDED);
        }
        if (!rule.guardianOf(it).equals(resident.id())) {
            throw new ProblemException(PartyProblem.GUARDIAN_ONLY);
        }
        if (it.state() != State.DRAFT) {
            throw new ProblemException(PartyProblem.PARTIES_CLOSED);
        }
    }

    private static AuditEntry entry(Caller.Resident resident, Application it, boolean agreed) {
        AuditEntry entry =
                AuditEntry.done(
                        resident,
                        agreed ? "application.guardian-consent" : "application.guardian-refuse",
                        it.facts().id().toString(),
                        it.facts().resident());
        return it.facts().resident().equals(resident.id())
                ? entry
                : entry.forPerson(it.facts().resident());
    }

    private Mono<GuardianConsentView> toView(Application it, Language language) {
        return consents.find(it.facts().id())
                .map(Given::givenAt)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(at ->
                        new GuardianConsentView(
                                rule.isNeeded(it),
                                at,
                                language == Language.EN ? EN : ZH,
                                recipients(it, language)));
    }

    private List<String> recipients(Application it, Language language) {
        ItemDefinition item = items.pinned(it.facts().item(), it.facts().itemVersion());
        Stream<ItemDefinition> handled =
                item.isBundle()
                        ? BundleGraph.of(item, items).chosen(it.file().chosen()).stream()
                                .map(member -> items.pinned(member.item(), member.version()))
                        : Stream.of(item);
        return handled.map(ItemDefinition::department)
                .distinct()
                .flatMap(code -> departments.find(code).stream())
                .map(found -> language == Language.EN ? found.englishName() : found.name())
                .toList();
    }

    /**
     * The consent.
     *
     * @param needed whether the case is not taken without it
     * @param givenAt absent until it is given
     * @param text to what
     * @param recipients every department that receives data about the child
     */
    record GuardianConsentView(
            boolean needed, Optional<Instant> givenAt, String text, List<String> recipients) {}
}
