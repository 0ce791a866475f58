package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.SpanCollector.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What one act causes in all programs is one trace, the caller's own. */
@ExtendWith(WholeCity.class)
class TracesTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void showsAnActFromTheGatewayToThePush(City city) {
        city.as("lin")
                .put(
                        "/api/v1/devices/phone-with-a-trace",
                        """
                        {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "phone-with-a-trace"}
                        """);
        Case card = Case.drafted(city);
        card.fillIn(Case.FORM);
        String trace = hex(16);

        city.as("lin")
                .traced("00-%s-%s-01".formatted(trace, hex(8)))
                .act("POST", card.path() + "/submission", City.key(), "*", "");

        // From the service to notifications it goes through the log, Redis and the inbox.
        // Each program sends its spans in bundles of its own.
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(city.spans().of(trace))
                                .extracting(Span::program)
                                .contains("gateway", "applications", "notifications"));
        await().atMost(SOON)
                .until(() ->
                        names(city.spans().of(trace), "notifications").contains("zhanqiao.push"));
        List<Span> spans = city.spans().of(trace);
        assertThat(names(spans, "notifications")).contains("zhanqiao.event", "zhanqiao.push");
        assertThat(spans).filteredOn(span -> isBegunElsewhere(span, spans)).hasSize(1);
    }

    /** The first span hangs on the caller's, every other on one that is here. */
    private static boolean isBegunElsewhere(Span span, List<Span> all) {
        return all.stream().noneMatch(other -> other.id().equals(span.parentId()));
    }

    private static Set<String> names(List<Span> spans, String program) {
        return spans.stream()
                .filter(span -> span.program().equals(program))
                .map(Span::name)
                .collect(Collectors.toSet());
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        new Random().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
