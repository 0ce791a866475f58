package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class StackTest {

    private final Stack stack = new Stack();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void stopsInTheOppositeOrder() throws Exception {
        for (String part : List.of("database", "service", "gateway")) {
            stack.<AutoCloseable>start(part, () -> () -> stopped.add(part));
        }

        stack.close();

        assertThat(stopped).containsExactly("gateway", "service", "database");
    }

    @Test
    void stopsTheRestWhenOnePartFails() throws Exception {
        stack.<AutoCloseable>start("database", () -> () -> stopped.add("database"));
        stack.<AutoCloseable>start(
                "service",
                () ->
                        () -> {
                            throw new IllegalStateException("stuck");
                        });

        stack.close();

        assertThat(stopped).containsExactly("database");
    }

    @Test
    void startsNothingAfterTheStop() {
        stack.close();

        assertThatThrownBy(
                        () -> stack.<AutoCloseable>start("late", () -> () -> stopped.add("late")))
                .isInstanceOf(CannotStart.class);
        assertThat(stopped).isEmpty();
    }
}
