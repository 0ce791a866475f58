package city.zhanqiao.residents.authority;

import static java.util.stream.Collectors.toUnmodifiableSet;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.authority.ProxyViews.AuthorityView;
import city.zhanqiao.residents.authority.ProxyViews.ProxyView;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
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
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Authority that I gave and that I have. */
@RestController
class ProxyController {

    private static final String PATH = "/api/v1/me/proxies";

    private final Files files;
    private final GiveProxy give;
    private final EndProxy end;
    private final ProxyViews views;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final InstantSource clock;

    ProxyController(
            Files files,
            GiveProxy give,
            EndProxy end,
            ProxyViews views,
            Idempotency idempotency,
            Transactions transactions,
            InstantSource clock) {
        this.files = files;
        this.give = give;
        this.end = end;
        this.views = views;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Who may act for me, and for whom I may act")
    Mono<AuthorityView> list(Caller.Resident resident) {
        return files.openOrProblem(resident).flatMap(file -> views.of(file.id()));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "Let another person act for me, in these matters, for this time")
    Mono<ResponseEntity<ProxyView>> give(
            @Valid @RequestBody ProxyRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return files.openOrProblem(resident)
                .flatMap(file ->
                        idempotency.once(
                                new Act(resident, key, "give a proxy", request),
                                ProxyView.class,
                                give.online(
                                                resident,
                                                request.agent(),
                                                request.matters(),
                                                request.term(CityTime.today(clock)))
                                        .flatMap(Outcomes.then(views::ofGiven))))
                .map(outcome ->
                        outcome.orElseThrow(no -> RefusalProblems.toProblem(no, Language.of(http))))
                .map(view -> ResponseEntity.created(URI.create(PATH + "/" + view.id())).body(view));
    }

    /** Needs no fresh check and no version: taking back is at least as easy as giving. */
    @DeleteMapping(PATH + "/{id}")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Take authority back, or give back what I have; takes effect at once")
    Mono<ResponseEntity<Void>> end(
            @PathVariable UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return transactions
                .act(end.byResident(resident, id))
                .map(outcome ->
                        outcome.orElseThrow(no -> RefusalProblems.toProblem(no, Language.of(http))))
                .map(ended -> ResponseEntity.noContent().build());
    }

    /**
     * Authority to give.
     *
     * @param agent who shall act; must have logged in once
     * @param items matters such as {@code item:social-card}
     * @param from today if left out
     * @param until the last day, at most three years later
     */
    record ProxyRequest(
            @NotNull @Valid Document agent,
            @NotEmpty @Size(max = 50) List<@NotNull @Pattern(regexp = Matter.FORM) String> items,
            Optional<LocalDate> from,
            @NotNull LocalDate until) {

        Set<Matter> matters() {
            return items.stream().map(Matter::new).collect(toUnmodifiableSet());
        }

        Term term(LocalDate today) {
            return new Term(from.orElse(today), until);
        }
    }
}
