package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Optional;

/** A resident's own profile. */
@RestController
class ProfileController {

    private final Files files;
    private final ChangePreferences changes;

    ProfileController(Files files, ChangePreferences changes) {
        this.files = files;
        this.changes = changes;
    }

    @GetMapping("/api/v1/me")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Who I am to the city; begins my file at the first call")
    Mono<ResponseEntity<ProfileView>> me(Caller.Resident resident) {
        return files.open(resident)
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .map(ProfileController::toAnswer);
    }

    @PutMapping("/api/v1/me")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Choose language, home, elder mode and time zone")
    Mono<ResponseEntity<ProfileView>> change(
            @Valid @RequestBody ProfileRequest request,
            IfMatch seen,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return files.open(resident)
                .flatMap(
                        Outcomes.then(file ->
                                Mono.fromSupplier(() -> read(request))
                                        .flatMap(
                                                Outcomes.then(wanted ->
                                                        changes.change(
                                                                file, seen, wanted, resident)))))
                .map(outcome ->
                        outcome.orElseThrow(
                                no -> RefusalProblems.toProblem(no, "", Language.of(http))))
                .map(ProfileController::toAnswer);
    }

    private Outcome<Preferences, Refusal> read(ProfileRequest request) {
        return changes.read(
                ResidentRow.language(request.language()),
                request.elderMode(),
                request.homeDivision().map(DivisionCode::new),
                request.zone().orElse(Preferences.USUAL.zone().getId()));
    }

    private static ResponseEntity<ProfileView> toAnswer(Open file) {
        return Answers.ok(file.version(), ProfileView.of(file));
    }

    /**
     * What a resident chooses; what is left out goes back to the usual.
     *
     * @param language {@code zh-Hans} or {@code en}
     * @param homeDivision district, street or community where the resident lives
     * @param zone IANA name of the time zone for quiet hours; {@code Asia/Shanghai} if left out
     */
    record ProfileRequest(
            @NotNull @Pattern(regexp = "zh-Hans|en") String language,
            @NotNull Boolean elderMode,
            Optional<@Pattern(regexp = "\\d{6}|\\d{6}(?!000000)\\d{6}") String> homeDivision,
            Optional<@Size(max = 64) String> zone) {}

    /**
     * A profile. What names the person is masked: whoever looks over a shoulder learns little.
     *
     * @param realName such as 王*明; absent below L2
     * @param residentNumber such as 370202********0014; absent below L2
     * @param phone such as 138****1234
     * @param level how surely the person is known
     * @param levelAt when that was checked
     */
    record ProfileView(
            ResidentId id,
            Optional<String> realName,
            Optional<String> residentNumber,
            Optional<String> phone,
            RealNameLevel level,
            Instant levelAt,
            String language,
            boolean elderMode,
            Optional<DivisionCode> homeDivision,
            String zone,
            long version) {

        static ProfileView of(Open file) {
            return new ProfileView(
                    file.id(),
                    file.person().map(person -> person.name().masked()),
                    file.person().map(person -> person.number().masked()),
                    file.phone().map(PhoneNumber::masked),
                    file.level(),
                    file.levelAt(),
                    file.preferences().language().tag(),
                    file.preferences().elderMode(),
                    file.preferences().homeDivision(),
                    file.preferences().zone().getId(),
                    file.version().number());
        }
    }
}
