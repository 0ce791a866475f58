package city.zhanqiao.gateway.home;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.gateway.start.Announcements;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.NotNull;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first page in one call. Every part is asked for at the same time and given a short budget; a
 * part that is late or missing is named instead of waited for, and no page is ever kept.
 */
@RestController
@Tag(name = "home")
class HomeController {

    private static final int FORBIDDEN = 403;

    private final Peers peers;
    private final Announcements announcements;
    private final HomeSettings settings;
    private final InstantSource clock;

    HomeController(
            Peers peers, Announcements announcements, HomeSettings settings, InstantSource clock) {
        this.peers = peers;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/home")
    @Access(Access.By.RESIDENT)
    @Operation(
            summary = "Open cases, next booking, unread messages, emergencies, flags, maintenance",
            description =
                    "A part that could not be had in time is absent and its service stands in"
                            + " `missing`; absent without being named there means that there is"
                            + " none for this resident at this real-name level. Cases and bookings"
                            + " have the form of their own lists. A flag that depends on the"
                            + " district is off while `residents` is missing.")
    Mono<ResponseEntity<Home>> home(
            ServerHttpRequest request, Caller.Resident resident, Language language) {
        var flags = new Flags(announcements.flags(language));
        return Flux.fromStream(wanted(flags))
                .flatMap(part -> requestPart(part, request), Part.values().length)
                .collect(Collectors.toMap(Answered::part, Function.identity()))
                .map(answers -> toHome(answers, flags, resident, language))
                .map(home -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(home));
    }

    /** Places are asked for when they decide about a flag. */
    private static Stream<Part> wanted(Flags flags) {
        return Arrays.stream(Part.values())
                .filter(part -> part != Part.PLACES || flags.dependOnPlaces());
    }

    private Mono<Answered> requestPart(Part part, ServerHttpRequest request) {
        return peers.ask(part.peer(), part::address, Peers.passedOn(request), settings.budget())
                .map(answer -> new Answered(part, answer));
    }

    private Home toHome(
            Map<Part, Answered> answers, Flags flags, Caller.Resident resident, Language language) {
        var parts = new Parts(clock.instant());
        return new Home(
                given(answers, Part.CASES).map(parts::toCases),
                given(answers, Part.BOOKINGS).flatMap(parts::findNextBooking),
                given(answers, Part.INBOX).map(inbox -> inbox.path("unread").asInt()),
                given(answers, Part.NOTICES).map(parts::listEmergencies),
                flags.of(
                        resident.id(),
                        AudienceGroup.shownBy(resident, resident.id(), CityTime.today(clock)),
                        given(answers, Part.PLACES).map(Parts::toPlaces).orElse(Set.of())),
                announcements.maintenance(language),
                answers.values().stream()
                        .filter(Answered::isMissing)
                        .map(answered -> answered.part().peer().service())
                        .sorted()
                        .toList());
    }

    private static Optional<JsonNode> given(Map<Part, Answered> answers, Part part) {
        return Optional.ofNullable(answers.get(part)).flatMap(Answered::body);
    }

    /**
     * What became of a part. A service that answers anything but 200 has not given it; whoever may
     * not see it yet misses nothing.
     */
    private record Answered(Part part, PeerAnswer answer) {

        boolean isMissing() {
            return body().isEmpty()
                    && !(answer instanceof PeerAnswer.Given given && given.status() == FORBIDDEN);
        }

        Optional<JsonNode> body() {
            return answer instanceof PeerAnswer.Given given && given.isOk()
                    ? Optional.of(given.body())
                    : Optional.empty();
        }
    }

    /**
     * The first page.
     *
     * @param unread how many messages have not been read
     * @param emergencies notices that concern this resident and cannot wait
     * @param flags switched on or off for this resident
     * @param missing services that did not answer in time
     */
    record Home(
            Optional<Cases> cases,
            Optional<JsonNode> nextBooking,
            Optional<Integer> unread,
            Optional<List<JsonNode>> emergencies,
            @NotNull List<Flag> flags,
            @NotNull JsonNode maintenance,
            @NotNull List<String> missing) {}

    /**
     * Cases that are not finished.
     *
     * @param more whether there are further ones to be read from the list
     */
    record Cases(@NotNull List<JsonNode> items, boolean more) {}

    /** A feature and whether this resident has it. */
    record Flag(@NotNull String code, @NotNull String title, boolean on) {}
}
