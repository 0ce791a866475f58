package city.zhanqiao.notices.reach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

class HeadcountTest {

    @ParameterizedTest
    @CsvSource({"0,", "4,", "5,5", "999,999", "1000,1000", "1049,1000", "41172,41200"})
    void roundsManyAndHidesFew(long people, Long shown) {
        assertThat(Headcount.about(people)).isEqualTo(Optional.ofNullable(shown));
    }

    @Test
    void hidesASecondPartWhereOneAloneCouldBeSubtracted() {
        assertThat(Headcount.parts(Map.of("a", 3L, "b", 9L, "c", 20L)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "a",
                                Optional.empty(),
                                "b",
                                Optional.empty(),
                                "c",
                                Optional.of(20L)));
        assertThat(Headcount.part(5, 7)).isEmpty();
        assertThat(Headcount.part(7, 7)).contains(7L);
    }

    /** Whatever the parts are: what is hidden cannot be had from what is shown and the whole. */
    @Test
    void neverLeavesOnePartAloneHidden() {
        Random random = new Random(20261128);
        for (int turn = 0; turn < 1000; turn++) {
            Map<String, Long> parts = new TreeMap<>();
            for (int part = 0; part < 2 + random.nextInt(8); part++) {
                parts.put("p" + part, (long) random.nextInt(12));
            }
            Map<String, Optional<Long>> shown = Headcount.parts(parts);
            long hidden = shown.values().stream().filter(Optional::isEmpty).count();
            assertThat(hidden).as("turn %d: %s", turn, parts).isNotEqualTo(1);
            shown.forEach((part, count) ->
                    count.ifPresent(it -> assertThat(it).isGreaterThanOrEqualTo(5)));
        }
    }
}
