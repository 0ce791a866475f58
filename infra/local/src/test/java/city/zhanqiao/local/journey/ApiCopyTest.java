package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code docs/openapi.json} is the document that app developers build on, as the gateway gives it.
 * The copy makes every change of it visible to whoever reads a commit.
 */
@ExtendWith(WholeCity.class)
class ApiCopyTest {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    /** Services take seconds to write their documents for the first time. */
    private static final Duration SOON = Duration.ofMinutes(2);

    /** The tests of this module run in its folder. */
    private static final Path COPY = Path.of("../../docs/openapi.json");

    /**
     * {@code -Dzhanqiao.openapi.write} writes it anew. The copy as it stands is what apps were
     * built on, so a break is neither written nor passed over; {@code -Dzhanqiao.openapi.break}
     * beside it says that it is meant.
     */
    @Test
    void isWhatTheCityAnswersAndBreaksNoApp(City city) throws IOException {
        JsonNode now =
                await().atMost(SOON)
                        .until(
                                () -> city.guest().get("/openapi.json").body(),
                                document -> document.path("x-zhanqiao-missing").isEmpty());
        if (System.getProperty("zhanqiao.openapi.break") == null) {
            assertThat(ApiBreaks.between(JSON.readTree(Files.readString(COPY)), now))
                    .as("breaks of docs/openapi.json")
                    .isEmpty();
        }
        if (System.getProperty("zhanqiao.openapi.write") != null) {
            Files.writeString(COPY, JSON.writeValueAsString(now) + "\n");
        }

        assertThat(JSON.readTree(Files.readString(COPY)))
                .as("docs/openapi.json; -Dzhanqiao.openapi.write writes it anew")
                .isEqualTo(now);
    }
}
