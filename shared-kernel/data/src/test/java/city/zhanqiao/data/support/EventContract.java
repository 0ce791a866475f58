package city.zhanqiao.data.support;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.data.support.TestPostgres.TestDatabase;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * After every test class, in every service: the events that its databases hold are the ones that
 * docs/events.md promises. It finds itself into the tests by JUnit's automatic detection, so that
 * no service can forget it.
 */
public final class EventContract implements AfterAllCallback {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<TestDatabase, Long> SEEN = new ConcurrentHashMap<>();

    /** A simulation may tell of what no service tells yet, such as the age of applicants. */
    private static final String SIMULATED = "simulated";

    private static final String HAS_LOG =
            "SELECT count(*) FROM pg_class WHERE relname = 'event_relay'";

    /** One of each type and set of fields is enough; the tests' own types are not the city's. */
    private static final String NEW_KINDS =
            """
            SELECT DISTINCT ON (type, fields) json_build_object('type', type, 'data', data)::text
              FROM event, LATERAL (SELECT array_agg(name ORDER BY name) AS fields
                                     FROM jsonb_object_keys(data) AS name) AS shape
             WHERE type LIKE 'city.zhanqiao.%'
            """;

    @Override
    public void afterAll(ExtensionContext context) {
        TestPostgres.databases().stream()
                .filter(database -> !database.name().startsWith(SIMULATED))
                .filter(database -> database.count(HAS_LOG) > 0)
                .filter(EventContract::hasNews)
                .forEach(EventContract::check);
    }

    private static boolean hasNews(TestDatabase database) {
        long events = database.count("SELECT count(*) FROM event");
        Long before = SEEN.put(database, events);
        return before == null || before != events;
    }

    private static void check(TestDatabase database) {
        EventDocument promised = EventDocument.read();
        List<String> faults =
                database.texts(NEW_KINDS).stream()
                        .map(JSON::readTree)
                        .flatMap(event ->
                                promised
                                        .faults(event.path("type").asString(), event.path("data"))
                                        .stream())
                        .distinct()
                        .toList();
        assertThat(faults).as("events that are not as docs/events.md says").isEmpty();
    }
}
