package city.zhanqiao.pilots.app;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.pilots.app.Documents.Document;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotDirectory.Feature;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** What an app asks before anything else; the gateway keeps a copy that outlives an outage. */
@RestController
class StartController {

    private static final String HOTLINE = "12345";

    private final Documents<Platform> policies;
    private final Documents<Flag> flags;
    private final Documents<MaintenanceWindow> maintenance;
    private final PilotDirectory pilots;
    private final InstantSource clock;

    StartController(
            Documents<Platform> policies,
            Documents<Flag> flags,
            Documents<MaintenanceWindow> maintenance,
            PilotDirectory pilots,
            InstantSource clock) {
        this.policies = policies;
        this.flags = flags;
        this.maintenance = maintenance;
        this.pilots = pilots;
        this.clock = clock;
    }

    @GetMapping("/open/v1/start")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Minimum versions, flags, maintenance and the hotline")
    Mono<Start> start(ServerHttpRequest http) {
        Language language = Language.of(http);
        return Mono.zip(
                        policies.find(),
                        flags.find(),
                        maintenance.find(),
                        pilots.features(CityTime.today(clock)).collectList())
                .map(all -> toStart(all.getT1(), all.getT2(), all.getT3(), all.getT4(), language));
    }

    private Start toStart(
            Document<Platform> apps,
            Document<Flag> features,
            Document<MaintenanceWindow> windows,
            List<Feature> piloted,
            Language language) {
        Instant now = clock.instant();
        return new Start(
                apps.inForceVersion()
                        + features.inForceVersion()
                        + windows.inForceVersion()
                        + piloted.stream().mapToLong(Feature::version).sum(),
                HOTLINE,
                apps.inForce(),
                Stream.concat(
                                features.inForce().stream().map(flag -> toFlag(flag, language)),
                                piloted.stream().map(feature -> toFlag(feature, language)))
                        .toList(),
                windows.inForce().stream()
                        .filter(window -> window.until().isAfter(now))
                        .map(window -> toMaintenance(window, language))
                        .toList());
    }

    private static StartFlag toFlag(Flag flag, Language language) {
        return new StartFlag(
                flag.code(),
                language == Language.EN ? flag.titleEn() : flag.title(),
                flag.on(),
                flag.on() ? flag.share() : 0,
                flag.districts(),
                List.of(),
                "flag:" + flag.code());
    }

    private static StartFlag toFlag(Feature feature, Language language) {
        return new StartFlag(
                feature.scenario().subject(),
                language == Language.EN ? feature.titleEn() : feature.title(),
                feature.open(),
                feature.open() ? feature.share() : 0,
                List.of(feature.district()),
                feature.groups(),
                feature.scenario().value());
    }

    private static StartMaintenance toMaintenance(MaintenanceWindow window, Language language) {
        return new StartMaintenance(
                window.component(),
                window.component().affects(),
                window.from(),
                window.until(),
                language == Language.EN ? window.messageEn() : window.message());
    }

    /**
     * The start document.
     *
     * @param version grows with every change
     * @param hotline whom to call when nothing works
     */
    record Start(
            long version,
            String hotline,
            List<Platform> platforms,
            List<StartFlag> flags,
            List<StartMaintenance> maintenance) {}

    /**
     * A feature and whom it is switched on for: by a flag, or by a pilot in one district.
     *
     * @param share percent; a resident is in if the first four bytes of SHA-256 of {@code
     *     <lot>/<resident>}, as an unsigned number, modulo 100, are less
     * @param districts empty for the whole city
     * @param groups codes of groups; empty for everybody
     * @param lot under which residents are drawn, such as {@code flag:new-track}
     */
    record StartFlag(
            String code,
            String title,
            boolean on,
            int share,
            List<DivisionCode> districts,
            List<String> groups,
            String lot) {}

    /**
     * A time of maintenance, now or to come.
     *
     * @param affects services and nouns of addresses that do not work meanwhile
     */
    record StartMaintenance(
            Component component,
            List<String> affects,
            Instant from,
            Instant until,
            String message) {}
}
