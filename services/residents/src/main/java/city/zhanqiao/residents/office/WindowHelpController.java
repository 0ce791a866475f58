package city.zhanqiao.residents.office;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.profile.ChangePreferences;
import city.zhanqiao.residents.profile.Preferences;
import city.zhanqiao.residents.profile.Refusal;
import city.zhanqiao.residents.profile.RefusalProblems;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** What a clerk does for somebody who stands at the window without a phone. */
@RestController
class WindowHelpController {

    private static final String PATH = "/admin/v1/residents/{id}";

    private final Residents residents;
    private final ChangePreferences preferences;
    private final AuditLog audit;

    WindowHelpController(Residents residents, ChangePreferences preferences, AuditLog audit) {
        this.residents = residents;
        this.preferences = preferences;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "One resident, masked, for a purpose; the reading is recorded")
    Mono<ResponseEntity<HelpedView>> one(
            @PathVariable String id,
            @RequestParam @NotBlank @Size(min = 2, max = 200) String purpose,
            Caller.Staff clerk) {
        return find(id).flatMap(file ->
                        audit.add(
                                        AuditEntry.read(
                                                clerk,
                                                "resident.read",
                                                file.id().value(),
                                                file.id(),
                                                purpose))
                                .thenReturn(file))
                .map(WindowHelpController::toAnswer);
    }

    @PutMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "Set language, elder mode and home as the resident asks at the window")
    Mono<ResponseEntity<HelpedView>> help(
            @PathVariable String id,
            @Valid @RequestBody HelpRequest request,
            IfMatch seen,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return find(id).flatMap(file ->
                        Mono.fromSupplier(() -> read(request, file))
                                .flatMap(
                                        Outcomes.then(wanted ->
                                                preferences.change(file, seen, wanted, clerk))))
                .map(outcome ->
                        outcome.orElseThrow(
                                no -> RefusalProblems.toProblem(no, "", Language.of(http))))
                .map(WindowHelpController::toAnswer);
    }

    private Outcome<Preferences, Refusal> read(HelpRequest request, Open file) {
        return preferences.read(
                request.language().equals(Language.EN.tag()) ? Language.EN : Language.ZH_HANS,
                request.elderMode(),
                request.homeDivision().map(DivisionCode::new),
                file.preferences().zone().getId());
    }

    /** A file that is only stored is shown to nobody but its person. */
    private Mono<Open> find(String id) {
        return Mono.fromSupplier(() -> new ResidentId(id))
                .onErrorMap(IllegalArgumentException.class, malformed -> notFound())
                .flatMap(residents::find)
                .ofType(Open.class)
                .filterWhen(file -> residents.listRestricted(List.of(file.id())).map(List::isEmpty))
                .switchIfEmpty(Mono.error(WindowHelpController::notFound));
    }

    private static ProblemException notFound() {
        return new ProblemException(ResidentsProblem.RESIDENT_NOT_FOUND);
    }

    private static ResponseEntity<HelpedView> toAnswer(Open file) {
        return Answers.ok(file.version(), HelpedView.of(file));
    }

    /**
     * What the resident asks for.
     *
     * @param language {@code zh-Hans} or {@code en}
     */
    record HelpRequest(
            @NotNull @Pattern(regexp = "zh-Hans|en") String language,
            @NotNull Boolean elderMode,
            Optional<@Pattern(regexp = "\\d{6}|\\d{6}(?!000000)\\d{6}") String> homeDivision) {}

    /** A resident as the window sees them. */
    record HelpedView(
            ResidentId id,
            Optional<String> realName,
            Optional<String> residentNumber,
            Optional<String> phone,
            String language,
            boolean elderMode,
            Optional<DivisionCode> homeDivision,
            long version) {
        static HelpedView of(Open file) {
            return new HelpedView(
                    file.id(),
                    file.person().map(person -> person.name().masked()),
                    file.person().map(person -> person.number().masked()),
                    file.phone().map(PhoneNumber::masked),
                    file.preferences().language().tag(),
                    file.preferences().elderMode(),
                    file.preferences().homeDivision(),
                    file.version().number());
        }
    }
}
