package city.zhanqiao.residents.place;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.Division.Level;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.profile.ChangePreferences;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.problem.FieldFaults;

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

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which notices matter to me. */
@RestController
class PlaceController {

    private static final String PATH = "/api/v1/me/places";
    private static final String CODE = "[a-z][a-z0-9-]{0,39}";

    private final Files files;
    private final Interests interests;
    private final ChangePreferences preferences;
    private final Transactions transactions;
    private final AuditLog audit;
    private final Divisions divisions = Divisions.ofQingdao();

    PlaceController(
            Files files,
            Interests interests,
            ChangePreferences preferences,
            Transactions transactions,
            AuditLog audit) {
        this.files = files;
        this.interests = interests;
        this.preferences = preferences;
        this.transactions = transactions;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Places, topics and groups that matter to me")
    Mono<ResponseEntity<PlacesView>> list(Caller.Resident resident) {
        return files.openOrProblem(resident)
                .flatMap(file -> interests.find(file.id()))
                .map(PlaceController::toAnswer);
    }

    @PutMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Choose places by street or community, topics and groups")
    Mono<ResponseEntity<PlacesView>> change(
            @Valid @RequestBody PlacesRequest request,
            IfMatch seen,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return files.openOrProblem(resident)
                .flatMap(file ->
                        transactions.act(
                                Mono.fromSupplier(() -> check(request, Language.of(http)))
                                        .flatMap(
                                                Outcomes.then(wanted ->
                                                        change(file, seen, wanted, resident)))))
                .map(outcome -> outcome.orElseThrow(no -> no))
                .map(PlaceController::toAnswer);
    }

    private Mono<Outcome<Interest, ProblemException>> change(
            Open file, IfMatch seen, Interest wanted, Caller.Resident actor) {
        return interests
                .find(file.id())
                .map(Interest::version)
                .filter(seen::admits)
                .filterWhen(version -> interests.change(file.id(), version, wanted))
                .flatMap(version -> moveHome(file, wanted, actor))
                .flatMap(Outcomes.then(done -> writeDown(file, actor)))
                .defaultIfEmpty(Outcome.refused(stale()));
    }

    /** The home is part of the profile, and is told as such; the watch then tells the places. */
    private Mono<Outcome<Boolean, ProblemException>> moveHome(
            Open file, Interest wanted, Caller.Resident actor) {
        if (wanted.home().equals(file.preferences().homeDivision())) {
            return interests.tell(file.id()).thenReturn(Outcome.done(false));
        }
        return preferences
                .changeWithin(file, file.preferences().withHome(wanted.home()), actor)
                .map(outcome ->
                        switch (outcome) {
                            case Outcome.Done<Open, ?> done -> Outcome.done(true);
                            case Outcome.Refused<Open, ?> refused -> Outcome.refused(stale());
                        });
    }

    private Mono<Outcome<Interest, ProblemException>> writeDown(Open file, Caller.Resident actor) {
        return audit.add(AuditEntry.done(actor, "places.change", file.id().value(), file.id()))
                .then(interests.find(file.id()))
                .map(Outcome::done);
    }

    private Outcome<Interest, ProblemException> check(PlacesRequest request, Language language) {
        List<FieldFault> faults =
                IntStream.range(0, request.places().size())
                        .filter(index -> !isGood(request.places().get(index)))
                        .mapToObj(index ->
                                FieldFaults.inBody(
                                        "/places/%d/division".formatted(index), "format", language))
                        .toList();
        if (!faults.isEmpty()) {
            return Outcome.refused(
                    new ProblemException(ResidentsProblem.PLACE_UNKNOWN).withFaults(faults));
        }
        long homes =
                request.places().stream().filter(place -> place.kind() == Place.Kind.HOME).count();
        if (homes > 1) {
            return Outcome.refused(
                    new ProblemException(ResidentsProblem.HOME_TWICE)
                            .withFaults(
                                    List.of(FieldFaults.inBody("/places", "duplicate", language))));
        }
        return Outcome.done(request.toInterest());
    }

    private boolean isGood(PlaceView place) {
        return divisions
                .find(new DivisionCode(place.division()))
                .filter(division ->
                        division.isResidence()
                                && (place.kind() == Place.Kind.HOME
                                        || division.level() != Level.DISTRICT))
                .isPresent();
    }

    private static ProblemException stale() {
        return new ProblemException(CommonProblem.STALE_VERSION);
    }

    private static ResponseEntity<PlacesView> toAnswer(Interest interest) {
        return Answers.ok(interest.version(), PlacesView.of(interest));
    }

    /**
     * A place.
     *
     * @param division street or community; for {@code HOME} also a district
     */
    record PlaceView(
            @NotNull Place.Kind kind,
            @NotNull @Pattern(regexp = "\\d{6}|\\d{6}(?!000000)\\d{6}") String division) {}

    /** What matters; replaces what there was. */
    record PlacesRequest(
            @NotNull @Size(max = 20) List<@NotNull @Valid PlaceView> places,
            Optional<@Size(max = 30) List<@NotNull @Pattern(regexp = CODE) String>> topics,
            Optional<@Size(max = 20) List<@NotNull @Pattern(regexp = CODE) String>> groups) {

        Interest toInterest() {
            return new Interest(
                    new Version(1),
                    places.stream()
                            .map(place ->
                                    new Place(place.kind(), new DivisionCode(place.division())))
                            .distinct()
                            .toList(),
                    topics.orElse(List.of()).stream().distinct().sorted().toList(),
                    groups.orElse(List.of()).stream().distinct().sorted().toList());
        }
    }

    /** What matters. */
    record PlacesView(
            List<PlaceView> places, List<String> topics, List<String> groups, long version) {

        static PlacesView of(Interest interest) {
            return new PlacesView(
                    interest.places().stream()
                            .map(place -> new PlaceView(place.kind(), place.division().value()))
                            .toList(),
                    interest.topics(),
                    interest.groups(),
                    interest.version().number());
        }
    }
}
