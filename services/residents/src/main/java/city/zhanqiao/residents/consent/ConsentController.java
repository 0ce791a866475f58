package city.zhanqiao.residents.consent;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.FieldFaults;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What I allowed, and what I am asked. */
@RestController
class ConsentController {

    private static final String PATH = "/api/v1/me/consents";

    private final Files files;
    private final Agree agree;
    private final Consents consents;
    private final ConsentTexts texts;
    private final Idempotency idempotency;
    private final Transactions transactions;

    ConsentController(
            Files files,
            Agree agree,
            Consents consents,
            ConsentTexts texts,
            Idempotency idempotency,
            Transactions transactions) {
        this.files = files;
        this.agree = agree;
        this.consents = consents;
        this.texts = texts;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "The texts I may agree to, and everything I ever agreed to")
    Mono<ConsentsView> list(Caller.Resident resident, ServerHttpRequest http) {
        Language language = Language.of(http);
        return files.openOrProblem(resident)
                .flatMap(file -> consents.listOf(file.id()).collectList())
                .map(given ->
                        new ConsentsView(
                                texts.offered().stream()
                                        .map(text -> TextView.of(text, language))
                                        .toList(),
                                given));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Agree to one text, for one purpose and one recipient")
    Mono<ResponseEntity<Consent>> give(
            @Valid @RequestBody ConsentRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return files.openOrProblem(resident)
                .flatMap(file ->
                        idempotency.once(
                                new Act(resident, key, "give consent", request),
                                Consent.class,
                                agree.give(file, resident, request.shown(), request.actingFor())))
                .map(outcome -> orProblem(outcome, http))
                .map(given ->
                        ResponseEntity.created(URI.create(PATH + "/" + given.id())).body(given));
    }

    /** Needs no higher level, no reason and no version: taking back is as easy as giving. */
    @DeleteMapping(PATH + "/{id}")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Take consent back; what was done before stays lawful")
    Mono<ResponseEntity<Void>> withdraw(
            @PathVariable UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return transactions
                .act(agree.withdraw(resident, id))
                .map(outcome -> orProblem(outcome, http))
                .map(withdrawn -> ResponseEntity.noContent().build());
    }

    private static <T> T orProblem(Outcome<T, Refusal> outcome, ServerHttpRequest http) {
        return outcome.orElseThrow(no -> toProblem(no, Language.of(http)));
    }

    private static ProblemException toProblem(Refusal refusal, Language language) {
        return switch (refusal) {
            case Refusal.TextUnknown no ->
                    at(ResidentsProblem.CONSENT_TEXT_UNKNOWN, "/version", language);
            case Refusal.TextOutdated no ->
                    new ProblemException(ResidentsProblem.CONSENT_TEXT_OUTDATED);
            case Refusal.TextDiffers no ->
                    at(ResidentsProblem.CONSENT_TEXT_DIFFERS, "/textHash", language);
            case Refusal.AlreadyGiven no ->
                    new ProblemException(ResidentsProblem.CONSENT_GIVEN_ALREADY);
            case Refusal.NeedsGuardian no ->
                    new ProblemException(ResidentsProblem.CONSENT_NEEDS_GUARDIAN);
            case Refusal.NotFound no -> new ProblemException(ResidentsProblem.CONSENT_NOT_FOUND);
            case Refusal.NotGuardian no ->
                    at(ResidentsProblem.NOT_GUARDIAN, "/actingFor", language);
        };
    }

    private static ProblemException at(
            ResidentsProblem problem, String pointer, Language language) {
        return new ProblemException(problem)
                .withFaults(List.of(FieldFaults.inBody(pointer, "invalid", language)));
    }

    /**
     * That I agree to what I was shown.
     *
     * @param text code of the text
     * @param version of the text
     * @param textHash as it came with the text, to show that these words were read
     * @param language in which it was shown
     * @param actingFor a child under 14 whose guardian I am
     */
    record ConsentRequest(
            @NotBlank @Size(max = 40) String text,
            @NotNull @Min(1) Integer version,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String textHash,
            @NotNull @Pattern(regexp = "zh-Hans|en") String language,
            Optional<ResidentId> actingFor) {

        Agree.Shown shown() {
            return new Agree.Shown(
                    text,
                    version,
                    textHash,
                    Arrays.stream(Language.values())
                            .filter(one -> one.tag().equals(language))
                            .findFirst()
                            .orElseThrow());
        }
    }

    /**
     * Consents.
     *
     * @param texts what may be agreed to now
     * @param consents newest first, those taken back included
     */
    record ConsentsView(List<TextView> texts, List<Consent> consents) {}

    /** A text in the caller's language. */
    record TextView(
            String code,
            int version,
            String purpose,
            String recipient,
            List<String> dataKinds,
            boolean sensitive,
            String language,
            String text,
            String textHash) {

        static TextView of(ConsentText text, Language language) {
            return new TextView(
                    text.code(),
                    text.version(),
                    text.purpose(),
                    text.recipient(),
                    text.dataKinds(),
                    text.sensitive(),
                    language.tag(),
                    text.in(language),
                    text.hash(language));
        }
    }
}
