package city.zhanqiao.web.trial;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.request.RequestInfo;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What residents, services and passers-by ask of the trial service. */
@RestController
class TrialController {

    record Me(String id, RealNameLevel level, Instant levelAt, Optional<String> name) {}

    record Letter(
            @NotBlank @Size(max = 20) String subject,
            @NotNull @Valid List<@Valid Line> lines,
            @Nullable DivisionCode division,
            @Nullable LocalDate date,
            boolean urgent) {}

    record Line(@NotBlank String text, @Min(1) @Max(9) int copies) {}

    /** What became of a letter. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    sealed interface Fate {
        LetterId letter();

        @JsonTypeName("waiting")
        record Waiting(LetterId letter, int place) implements Fate {}

        @JsonTypeName("delivered")
        record Delivered(LetterId letter, Instant at, Optional<String> to) implements Fate {}
    }

    record LetterId(@JsonValue UUID value) {}

    record Fates(List<Fate> items, Optional<Fate> newest) {}

    record LetterPage(List<String> items, Optional<Cursor> next) {}

    @Access(Access.By.RESIDENT)
    @GetMapping("/api/v1/me")
    @Operation(summary = "Who I am")
    Me me(Caller.Resident resident) {
        return new Me(
                resident.id().value(),
                resident.level(),
                resident.levelAt(),
                resident.claimed().realName());
    }

    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3)
    @GetMapping("/api/v1/vault")
    @Operation(summary = "What only the well known see")
    Mono<String> vault(Caller caller) {
        return Mono.just(caller.name());
    }

    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2, fresh = true)
    @GetMapping("/api/v1/signature")
    @Operation(summary = "What asks for a fresh check")
    Mono<String> signature(Caller.Resident resident) {
        return Mono.just(resident.name());
    }

    @Access(Access.By.RESIDENT)
    @PostMapping("/api/v1/letters")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Send a letter")
    ResponseEntity<Letter> send(
            Caller.Resident resident, IdempotencyKey key, @Valid @RequestBody Letter letter) {
        return Answers.created(
                URI.create("/api/v1/letters/" + key.value()), new Version(1), letter);
    }

    @Access(Access.By.RESIDENT)
    @GetMapping("/api/v1/letters")
    @Operation(summary = "My letters")
    LetterPage letters(Paging paging) {
        return new LetterPage(
                List.of(String.valueOf(paging.limit())),
                paging.cursor().or(() -> Optional.of(Cursor.of(Instant.EPOCH, new UUID(1, 2)))));
    }

    @Access(Access.By.RESIDENT)
    @GetMapping("/api/v1/letters/{id}")
    @Operation(summary = "One letter")
    ResponseEntity<Me> letter(@PathVariable UUID id) {
        return Answers.ok(
                new Version(3),
                new Me(id.toString(), RealNameLevel.L0, Instant.EPOCH, Optional.empty()));
    }

    @Access(Access.By.RESIDENT)
    @PutMapping("/api/v1/letters/{id}")
    @Operation(summary = "Change a letter")
    ResponseEntity<Void> change(@PathVariable UUID id, IfMatch match) {
        if (!match.admits(new Version(3))) {
            throw new ProblemException(CommonProblem.STALE_VERSION);
        }
        return Answers.noContent(new Version(4));
    }

    @Access(Access.By.RESIDENT)
    @GetMapping("/api/v1/fates")
    @Operation(summary = "What became of my letters")
    Fates fates() {
        var id = new LetterId(new UUID(1, 2));
        return new Fates(
                List.of(
                        new Fate.Waiting(id, 3),
                        new Fate.Delivered(id, Instant.EPOCH, Optional.empty())),
                Optional.empty());
    }

    @Access(Access.By.RESIDENT)
    @GetMapping("/api/v1/fates/first")
    @Operation(summary = "What became of my first letter")
    Fate fate() {
        return new Fate.Waiting(new LetterId(new UUID(1, 2)), 1);
    }

    @Access(Access.By.SERVICE)
    @GetMapping("/internal/v1/events")
    @Operation(summary = "What only services see")
    Mono<String> events(Caller.Service service) {
        return Mono.just(service.name());
    }

    @Access(Access.By.ANYONE)
    @GetMapping("/open/v1/halls")
    @Operation(summary = "Halls on a floor")
    List<String> halls(@RequestParam @Min(1) @Max(5) int floor) {
        return List.of("hall " + floor);
    }

    @Access(Access.By.ANYONE)
    @GetMapping(path = "/open/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "One event, and then silence")
    Flux<ServerSentEvent<String>> live() {
        return Flux.just(ServerSentEvent.builder("").event("open").build())
                .concatWith(Flux.never());
    }

    @Access(Access.By.ANYONE)
    @GetMapping("/open/v1/request")
    @Operation(summary = "The request itself")
    RequestInfo request(RequestInfo request) {
        return request;
    }

    @Access(Access.By.ANYONE)
    @GetMapping("/open/v1/fault")
    @Operation(summary = "Always fails")
    Mono<String> fault() {
        return Mono.error(new IllegalStateException("secret: SELECT * FROM people"));
    }

    @Access(Access.By.ANYONE)
    @GetMapping("/open/v1/teapot")
    @Operation(summary = "Fails as asked")
    Mono<String> teapot(@RequestParam int status) {
        return Mono.error(new ResponseStatusException(HttpStatus.valueOf(status), "secret"));
    }
}
