package city.zhanqiao.gateway.sync;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.web.page.Cursor;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.NotNull;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings an app up to date in one call. A service that is silent keeps its part where it was: the
 * next call tells what this one could not, so nothing is passed over.
 */
@RestController
@Tag(name = "sync")
class ChangesController {

    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;

    private final Peers peers;

    ChangesController(Peers peers) {
        this.peers = peers;
    }

    @GetMapping("/api/v1/changes")
    @Access(Access.By.RESIDENT)
    @Operation(
            summary = "What changed in cases, bookings and inbox since a token; all without one",
            description =
                    "`items` are as they are now, in the form of their own lists; `removed` are ids"
                        + " that are no more. A part with `whole` replaces what the app keeps. A"
                        + " service that was silent stands in `missing`, and `next` keeps its part"
                        + " where it was; a part that is absent without being named there needs a"
                        + " higher real-name level. 410 SYNC_TOKEN_TOO_OLD: ask without `since`.")
    @ApiResponse(responseCode = "200", description = "What changed")
    @ApiResponse(responseCode = "410", description = "The token is too old")
    Mono<Changes> changes(@RequestParam Optional<String> since, ServerHttpRequest request) {
        var seen = since.map(Cursor::parse).map(Place::of).orElse(Place.BEGINNING);
        return Flux.fromArray(Part.values())
                .flatMap(part -> requestPart(part, seen.in(part), request), Part.values().length)
                .collect(toMap(Answered::part, Function.identity()))
                .map(answers -> toChanges(answers, seen));
    }

    private Mono<Answered> requestPart(
            Part part, Optional<String> known, ServerHttpRequest request) {
        return peers.ask(
                        part.peer(),
                        request,
                        base ->
                                known.map(place -> part.since(base, place))
                                        .orElseGet(() -> part.whole(base)))
                .map(answer -> new Answered(part, known.isEmpty(), answer));
    }

    private static Changes toChanges(Map<Part, Answered> answers, Place seen) {
        if (answers.values().stream().anyMatch(answered -> answered.isStatus(GONE))) {
            throw new ProblemException(GatewayProblem.SYNC_TOKEN_TOO_OLD);
        }
        return new Changes(
                told(answers, Part.CASES),
                told(answers, Part.BOOKINGS),
                told(answers, Part.INBOX),
                answers.values().stream()
                        .filter(Answered::isMissing)
                        .map(answered -> answered.part().peer().service())
                        .sorted()
                        .toList(),
                answers.values().stream().anyMatch(Answered::saysMore),
                reached(answers, seen).token());
    }

    private static Optional<PartChanges> told(Map<Part, Answered> answers, Part part) {
        return Optional.ofNullable(answers.get(part)).flatMap(Answered::told);
    }

    private static Place reached(Map<Part, Answered> answers, Place seen) {
        return new Place(
                Stream.of(Part.values())
                        .flatMap(part ->
                                Optional.ofNullable(answers.get(part))
                                        .flatMap(Answered::place)
                                        .or(() -> seen.in(part))
                                        .map(place -> Map.entry(part, place))
                                        .stream())
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * What became of a part.
     *
     * @param whole whether everything was asked for
     */
    private record Answered(Part part, boolean whole, PeerAnswer answer) {

        boolean isStatus(int status) {
            return answer instanceof PeerAnswer.Given given && given.status() == status;
        }

        /** Who may not see a part misses nothing. */
        boolean isMissing() {
            return place().isEmpty() && !isStatus(FORBIDDEN);
        }

        boolean saysMore() {
            return body().map(body -> body.path("more").asBoolean(false)).orElse(false);
        }

        Optional<String> place() {
            return body().flatMap(whole ? part::placeOfWhole : part::placeOfChanges);
        }

        Optional<PartChanges> told() {
            return body().filter(_ -> place().isPresent()).map(this::toPart);
        }

        private PartChanges toPart(JsonNode body) {
            return new PartChanges(
                    part.items(body),
                    whole ? List.of() : part.removed(body),
                    whole,
                    whole ? part.older(body) : Optional.empty());
        }

        private Optional<JsonNode> body() {
            return answer instanceof PeerAnswer.Given given && given.isOk()
                    ? Optional.of(given.body())
                    : Optional.empty();
        }
    }

    /**
     * Changes.
     *
     * @param missing services that did not answer in time
     * @param more whether to ask again at once
     * @param next for the next {@code ?since=}
     */
    record Changes(
            Optional<PartChanges> cases,
            Optional<PartChanges> bookings,
            Optional<PartChanges> inbox,
            @NotNull List<String> missing,
            boolean more,
            @NotNull Cursor next) {}

    /**
     * Changes of one list.
     *
     * @param items as they are now
     * @param removed ids of what is no more
     * @param whole whether {@code items} are all there are, and not only what changed
     * @param older the list's own {@code ?cursor=} for what a whole list leaves out
     */
    record PartChanges(
            @NotNull List<JsonNode> items,
            @NotNull List<String> removed,
            boolean whole,
            Optional<String> older) {}
}
