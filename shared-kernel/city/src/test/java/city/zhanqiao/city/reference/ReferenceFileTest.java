package city.zhanqiao.city.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.util.List;

class ReferenceFileTest {

    @Test
    void readsRowsWithoutCommentsAndBlankLines() {
        assertThat(ReferenceFile.rows(ReferenceFileTest.class, "rows.csv", 2))
                .containsExactly(List.of("370202", "市南区"), List.of("370203", ""));
    }

    @Test
    void refusesARowWithAnotherNumberOfCells() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ReferenceFile.rows(ReferenceFileTest.class, "rows.csv", 3))
                .withMessageContaining("rows.csv");
    }

    @Test
    void refusesAMissingFile() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ReferenceFile.rows(ReferenceFileTest.class, "none.csv", 2))
                .withMessageContaining("none.csv");
    }
}
