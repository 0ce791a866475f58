package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every type of event that a service of the city writes either has words in both languages or a
 * reason why nobody is told. The types are read from the services' sources, so a new one cannot be
 * forgotten here.
 */
class EventWordsTest {

    /** What concerns nobody but other services, and why. */
    private static final Map<String, String> UNTOLD =
            Map.ofEntries(
                    Map.entry("resident.profile-changed", "the resident did it a moment ago"),
                    Map.entry("resident.places-changed", "the resident did it a moment ago"),
                    Map.entry("resident.consent-given", "the resident did it a moment ago"),
                    Map.entry("resident.consent-withdrawn", "the resident did it a moment ago"),
                    Map.entry("resident.joined", "nothing changes for the person"),
                    Map.entry("resident.deleted", "there is nobody left to tell"),
                    Map.entry("application.drafted", "the resident did it a moment ago"),
                    Map.entry("visit.recorded", "a figure for the city"),
                    Map.entry("notice.expired", "its message ends by its own date"),
                    Map.entry("pilot.planned", "nothing is open yet"),
                    Map.entry("pilot.adjusted", "terms of the office"));

    /** Where the words of an event have other names than the event. */
    private static final Map<String, List<String>> OTHER_NAMES =
            Map.of(
                    "resident.proxy-given", List.of("proxy.given-principal", "proxy.given-agent"),
                    "resident.proxy-ended", List.of("proxy.ended-principal", "proxy.ended-agent"),
                    "notice.published", List.of("notice.published", "emergency.published"),
                    "notice.updated", List.of("notice.updated", "emergency.updated"),
                    "notice.withdrawn", List.of("notice.withdrawn", "emergency.withdrawn"));

    private static final Pattern WHOLE =
            Pattern.compile("\"city\\.zhanqiao\\.([a-z-]+\\.[a-z-]+)\\.v1\"");
    private static final Pattern COMPOSED = Pattern.compile("\"city\\.zhanqiao\\.([a-z-]+)\\.\"");
    private static final Pattern STEP = Pattern.compile("(?:[(,]\\s*|-> )\"([a-z]+(?:-[a-z]+)*)\"");

    private static final Town town = SharedTown.get();

    @Test
    void everyTypeOfEventHasWordsInBothLanguagesOrAReasonForSilence() {
        Set<String> types = typesInTheSources();
        assertThat(types)
                .as("types read from the sources")
                .contains(
                        "application.accepted",
                        "application.rated",
                        "booking.confirmed",
                        "booking.no-show",
                        "waitlist.offered",
                        "hall.closed",
                        "notice.published",
                        "notice.withdrawn",
                        "pilot.stopped",
                        "resident.proxy-given",
                        "resident.data-request-done");
        Map<String, Integer> words = wordsByCode();
        Set<String> wordless = new TreeSet<>();
        for (String type : types) {
            List<String> codes = OTHER_NAMES.getOrDefault(type, List.of(type));
            if (!UNTOLD.containsKey(type)
                    && !codes.stream().allMatch(code -> words.getOrDefault(code, 0) == 2)) {
                wordless.add(type);
            }
        }
        assertThat(wordless).as("events without words in both languages").isEmpty();
        assertThat(UNTOLD.keySet())
                .as("no reason is given for what nobody writes")
                .isSubsetOf(types);
    }

    private static Map<String, Integer> wordsByCode() {
        String staff = Town.staff("s-words", city.zhanqiao.city.identity.Role.SUPERVISOR);
        Map<String, Integer> words = new HashMap<>();
        for (JsonNode line : town.get(staff, "/admin/v1/templates").body().path("items")) {
            String code = line.path("code").asString();
            words.put(
                    code,
                    town.get(staff, "/admin/v1/templates/" + code).body().path("words").size());
        }
        return words;
    }

    private static Set<String> typesInTheSources() {
        Set<String> types = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/main/java"))
                    .filter(file -> !file.startsWith(Path.of("..", "notifications")))
                    .map(EventWordsTest::read)
                    .forEach(source -> addTypes(source, types));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return types;
    }

    /** Names that are written whole where they are emitted, and those made of a step's name. */
    private static void addTypes(String source, Set<String> types) {
        if (source.contains("implements DomainEvent")
                || source.contains("String type()")
                || source.contains("event()")) {
            WHOLE.matcher(source).results().forEach(hit -> types.add(hit.group(1)));
            COMPOSED.matcher(source)
                    .results()
                    .forEach(thing ->
                            STEP.matcher(source)
                                    .results()
                                    .filter(step -> !step.group(1).equals("v1"))
                                    .forEach(step ->
                                            types.add(thing.group(1) + "." + step.group(1))));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
