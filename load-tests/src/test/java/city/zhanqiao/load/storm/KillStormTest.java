package city.zhanqiao.load.storm;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The full one is {@code -Dbench=storm}. */
class KillStormTest {

    @Test
    void givesThirtyPlacesToThirtyWhileAnInstanceIsKilled() {
        try (Lab lab = Lab.start(Path.of("").toAbsolutePath())) {
            Place place = lab.place("appointments");
            // Both at once: waiting for the one is the other's start-up too.
            List<Program> instances =
                    IntStream.range(0, 2).mapToObj(n -> lab.instance(place, n)).toList();
            instances.forEach(Program::awaitReady);
            Lab.awaitSlots(place);

            List<String> faults = new Storm(lab, place, instances).rage(200, 30, 20261127);

            assertThat(faults).isEmpty();
        }
    }
}
