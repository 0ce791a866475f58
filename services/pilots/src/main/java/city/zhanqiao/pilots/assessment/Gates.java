package city.zhanqiao.pilots.assessment;

import city.zhanqiao.pilots.pilot.ScenarioCode;

import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The gates as they stand in the configuration.
 *
 * @param lateAtMost part of the cases with a limit that may be late before a stop is advised
 * @param gates of every scenario that has none of its own
 * @param scenarios those that have their own
 */
public record Gates(BigDecimal lateAtMost, List<Gate> gates, Map<String, List<Gate>> scenarios) {

    private static final String FILE = "registry-gates.yml";

    /** The gates of a scenario; none where there are no cases that could be judged by them. */
    public List<Gate> of(ScenarioCode scenario) {
        return scenario.hasCases() ? scenarios.getOrDefault(scenario.value(), gates) : List.of();
    }

    static Gates read() {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .build();
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            return yaml.readValue(in, Gates.class);
        } catch (IOException fault) {
            throw new IllegalStateException("the gates cannot be read", fault);
        }
    }
}
