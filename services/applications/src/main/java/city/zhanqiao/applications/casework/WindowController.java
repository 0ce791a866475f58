package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.ApplicationController.PromiseRequest;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.person.People;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.web.etag.IfMatch;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** What a clerk does at a window for a resident who stands there, with the document checked. */
@RestController
class WindowController {

    private static final String PATH = "/admin/v1/applications";

    private final WindowIntake window;
    private final HandIn handIn;
    private final OfficeActs acts;
    private final People people;
    private final Openings openings;

    WindowController(
            WindowIntake window, HandIn handIn, OfficeActs acts, People people, Openings openings) {
        this.window = window;
        this.handIn = handIn;
        this.acts = acts;
        this.people = people;
        this.openings = openings;
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
        return identified(request.realName(), request.residentNumber())
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

    @PostMapping(PATH + "/{id}/correction")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "Hand a correction in at a window",
            description =
                    "For the applicant, or who applied for them, whose identity was checked; once"
                            + " everything asked for is filled in.")
    Mono<ResponseEntity<Moved>> correct(
            @PathVariable ApplicationId id,
            @Valid @RequestBody WindowCorrection request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return identified(request.realName(), request.residentNumber())
                .flatMap(resident ->
                        acts.act(
                                clerk,
                                key,
                                "hand in at a window the correction of",
                                request,
                                id,
                                seen,
                                it ->
                                        isBroughtBy(resident, it)
                                                ? handIn.correctAtWindow(
                                                        clerk,
                                                        it,
                                                        request.form(),
                                                        request.papers().orElse(List.of()),
                                                        Language.of(http).bundle())
                                                : Mono.error(WindowController::unknown)));
    }

    private Mono<ResidentId> identified(String realName, String residentNumber) {
        return people.identify(realName, residentNumber)
                .map(identified -> identified.orElseThrow(why -> unknown()));
    }

    private static boolean isBroughtBy(ResidentId resident, Application it) {
        return resident.equals(it.facts().resident())
                || it.facts().agent().filter(resident::equals).isPresent();
    }

    private static ProblemException unknown() {
        return new ProblemException(ApplicationsProblem.APPLICANT_NOT_IDENTIFIED);
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

    /**
     * A correction handed in at a window.
     *
     * @param realName as on the document that the clerk has checked
     * @param residentNumber as on the document
     * @param form the whole of it, with what was asked for
     * @param papers codes of the papers whose originals the clerk has seen
     */
    record WindowCorrection(
            @NotBlank @Size(max = 60) String realName,
            @NotBlank @Size(max = 18) String residentNumber,
            @NotNull ObjectNode form,
            Optional<@Size(max = 50) List<@NotBlank String>> papers) {

        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "WindowCorrection[]";
        }
    }
}
