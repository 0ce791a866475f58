package city.zhanqiao.city.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PropertyTest {

    @Test
    void drawsTheSameCasesFromTheSameSeed() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();

        Property.holds(100, random -> first.add(random.nextLong()));
        Property.holds(100, random -> second.add(random.nextLong()));

        assertThat(first).hasSize(100).doesNotHaveDuplicates().isEqualTo(second);
    }

    @Test
    void tellsTheSeedOfAFailure() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Property.holds(3, random -> assertThat(true).isFalse()))
                .withMessageContaining("case 1 of seed")
                .withMessageContaining("-Dzhanqiao.seed=");
    }

    @Test
    void tellsTheSeedOfAFault() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        Property.holds(
                                3,
                                random -> {
                                    throw new IllegalStateException("broken");
                                }))
                .withMessageContaining("broken")
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
