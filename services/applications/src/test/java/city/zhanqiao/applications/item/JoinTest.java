package city.zhanqiao.applications.item;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.item.Member.Join;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Joins of a bundle's graph: any, all and n of m. */
class JoinTest {

    @ParameterizedTest
    @CsvSource({
        // least, have results, are dead, may start, is blocked
        "1, A,     '',  true,  false",
        "1, '',    AB,  false, false",
        "1, '',    ABC, false, true",
        "2, A,     '',  false, false",
        "2, AB,    C,   true,  false",
        "2, A,     B,   false, false",
        "2, A,     BC,  false, true",
        "3, AB,    '',  false, false",
        "3, ABC,   '',  true,  false",
        "3, AB,    C,   false, true",
        "0, ABC,   '',  true,  false",
        "0, AB,    '',  false, false"
    })
    void startsWithEnoughInputsAndIsBlockedWhenThereNeverWillBe(
            int least, String results, String dead, boolean starts, boolean blocked) {
        Member member =
                new Member(
                        "D",
                        "any",
                        1,
                        false,
                        Optional.of(new Join(List.of("A", "B", "C"), least)),
                        Map.of(),
                        Map.of());

        assertThat(BundleGraph.canStart(member, places(results)::contains)).isEqualTo(starts);
        assertThat(BundleGraph.isBlocked(member, places(dead)::contains)).isEqualTo(blocked);
    }

    private static Set<String> places(String letters) {
        return letters.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(letters.split("")));
    }
}
