package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.ApplicationController.PromiseRequest;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.casework.CaseViews.CaseView;
import city.zhanqiao.applications.person.People;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** One case as the office sees it, and the window where cases are handed in. */
@RestController
class OfficeController {

    private static final String PATH = "/admin/v1/applications";

    private final WindowIntake window;
    private final OfficeActs acts;
    private final Cases cases;
    private final CaseViews views;
    private final People people;
    private final Openings openings;
    private final AuditLog audit;

    OfficeController(
            WindowIntake window,
            OfficeActs acts,
            Cases cases,
            CaseViews views,
            People people,
            Openings openings,
            AuditLog audit) {
        this.window = window;
        this.acts = acts;
        this.cases = cases;
        this.views = views;
        this.people = people;
        this.openings = openings;
        this.audit = audit;
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "One case with its form; the reading is recorded",
            description =
                    "Who took it in for another office, and the government's office, follow its"
                            + " track without the form.")
    Mono<ResponseEntity<CaseView>> one(
            @PathVariable ApplicationId id, Caller.Staff staff, ServerHttpRequest http) {
        return cases.ofOffice(staff, id)
                .flatMap(found ->
                        switch (found) {
                            case Outcome.Done<Application, Refusal>(Application it) ->
                                    noteReading(staff, it, "handling")
                                            .then(views.track(it, Language.of(http)));
                            case Outcome.Refused<Application, Refusal>(Refusal why) ->
                                    follow(staff, id, Language.of(http))
                                            .switchIfEmpty(
                                                    Mono.error(
                                                            () -> RefusalProblems.toProblem(why)));
                        })
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take a case in at a window, for a resident whose identity was checked")
    Mono<ResponseEntity<Moved>> takeIn(
            @Valid @RequestBody WindowRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return people.identify(request.realName(), request.residentNumber())
                .map(identified ->
                        identified.orElseThrow(unknown ->
                                new ProblemException(ApplicationsProblem.APPLICANT_NOT_IDENTIFIED)))
                .flatMap(resident ->
                        acts.begin(
                                new Act(clerk, key, "take a case in at a window", request),
                                clerk,
                                window.takeIn(
                                        clerk,
                                        resident,
                                        request.toHanded(
                                                openings.isElder(request.residentNumber())),
                                        Language.of(http).bundle())))
                .map(outcome -> ApplicationController.toCreated(outcome, PATH));
    }

    private Mono<CaseView> follow(Caller.Staff staff, ApplicationId id, Language language) {
        return cases.toFollow(staff, id)
                .flatMap(it ->
                        noteReading(staff, it, "following")
                                .then(views.track(it, language))
                                .map(CaseView::withoutForm));
    }

    private Mono<Void> noteReading(Caller.Staff staff, Application found, String purpose) {
        return audit.add(
                AuditEntry.read(
                        staff,
                        "application.read",
                        found.facts().id().toString(),
                        found.facts().resident(),
                        purpose));
    }

    /**
     * A case handed in at a window.
     *
     * @param realName as on the document that the clerk has checked
     * @param residentNumber as on the document
     * @param with places of the optional members of a bundle
     * @param promise signed at the window for papers that follow
     * @param firm credit code, where the person applies for a firm
     * @param papers codes of the papers whose originals the clerk has seen
     */
    record WindowRequest(
            @NotBlank String item,
            @NotNull @Pattern(regexp = "\\d{6}|\\d{12}") String division,
            @NotBlank @Size(max = 60) String realName,
            @NotBlank @Size(max = 18) String residentNumber,
            @NotNull ObjectNode form,
            Optional<List<@NotBlank String>> with,
            Optional<@Valid PromiseRequest> promise,
            Optional<@Size(min = 18, max = 18) String> firm,
            Optional<@Size(max = 50) List<@NotBlank String>> papers) {

        WindowIntake.Handed toHanded(Optional<Boolean> elder) {
            return new WindowIntake.Handed(
                    item,
                    new DivisionCode(division),
                    with.orElse(List.of()),
                    form,
                    promise.map(PromiseRequest::toPromise),
                    firm.map(Firms::parse),
                    papers.orElse(List.of()),
                    elder);
        }

        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "WindowRequest[item=%s, division=%s]".formatted(item, division);
        }
    }
}
