package city.zhanqiao.gateway.start;

import org.springframework.util.DigestUtils;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The start document as {@code pilots} wrote it, with what the gateway itself obeys read out of it.
 *
 * @param body what apps get
 * @param etag strong, of the content
 * @param apps lower-case platform to its versions
 * @param windows maintenance, under way or to come
 */
record StartDocument(ObjectNode body, String etag, Map<String, App> apps, List<Window> windows) {

    /** Reads it; what is malformed is left out, so that a slip cannot lock every app out. */
    static StartDocument of(ObjectNode body) {
        return new StartDocument(
                body,
                "\""
                        + DigestUtils.md5DigestAsHex(
                                body.toString().getBytes(StandardCharsets.UTF_8))
                        + "\"",
                body.path("platforms")
                        .valueStream()
                        .filter(app -> app.path("platform").isString())
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        app ->
                                                app.path("platform")
                                                        .asString()
                                                        .toLowerCase(Locale.ROOT),
                                        App::of,
                                        (first, _) -> first)),
                body.path("maintenance").valueStream().flatMap(Window::of).toList());
    }

    /** The window in which the service or noun is now, if it is in one. */
    Optional<Window> windowOf(String service, String noun, Instant now) {
        return windows.stream()
                .filter(window ->
                        window.affects().contains(service) || window.affects().contains(noun))
                .filter(window -> window.holds(now))
                .max(Comparator.comparing(Window::until));
    }

    /**
     * The versions of the app on one platform.
     *
     * @param minimum older ones are turned away
     * @param features noun of an address to the version that it needs
     * @param shop where the newer one is
     */
    record App(
            Optional<AppVersion> minimum, Map<String, AppVersion> features, Optional<String> shop) {

        static App of(JsonNode app) {
            return new App(
                    version(app.path("minimum")),
                    app.path("features")
                            .valueStream()
                            .flatMap(one ->
                                    version(one.path("minimum")).stream()
                                            .map(needed ->
                                                    Map.entry(
                                                            one.path("feature").asString(""),
                                                            needed)))
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            Map.Entry::getKey,
                                            Map.Entry::getValue,
                                            (first, _) -> first)),
                    app.path("shopLink").asStringOpt().filter(link -> link.startsWith("https://")));
        }

        private static Optional<AppVersion> version(JsonNode text) {
            return text.asStringOpt().flatMap(AppVersion::parse);
        }

        /** The version that this noun needs, if the app is too old for it. */
        Optional<AppVersion> missing(AppVersion held, String noun) {
            return Stream.concat(minimum.stream(), Stream.ofNullable(features.get(noun)))
                    .filter(needed -> held.compareTo(needed) < 0)
                    .max(Comparator.naturalOrder());
        }
    }

    /**
     * A maintenance window.
     *
     * @param affects names of services or nouns of addresses: what is in maintenance itself, and
     *     what needs it
     */
    record Window(Set<String> affects, Instant from, Instant until) {

        static Stream<Window> of(JsonNode window) {
            try {
                return Stream.of(
                        new Window(
                                window.path("affects")
                                        .valueStream()
                                        .map(part -> part.asString(""))
                                        .collect(Collectors.toUnmodifiableSet()),
                                OffsetDateTime.parse(window.path("from").asString()).toInstant(),
                                OffsetDateTime.parse(window.path("until").asString()).toInstant()));
            } catch (DateTimeParseException | JacksonException _) {
                return Stream.empty();
            }
        }

        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }
}
