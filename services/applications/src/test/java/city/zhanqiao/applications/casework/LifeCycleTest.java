package city.zhanqiao.applications.casework;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.applications.casework.LifeCycle.Edge;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

class LifeCycleTest {

    private static final Path PAGE = Path.of("../../docs/lifecycle.md");

    @Test
    void reachesEveryStateAndFromEveryStateAnEnd() {
        Set<State> reached = EnumSet.copyOf(LifeCycle.reachableFrom(State.DRAFT));
        reached.addAll(LifeCycle.reachableFrom(State.WAITING));
        assertThat(reached).containsExactlyInAnyOrder(State.values());
        for (State state : State.values()) {
            assertThat(LifeCycle.reachableFrom(state))
                    .as(state.name())
                    .containsAnyElementsOf(LifeCycle.ends());
        }
    }

    @Test
    void hasOneAnswerForEveryStepFromEveryState() {
        Set<String> seen = new HashSet<>();
        assertThat(LifeCycle.edges()).allMatch(edge -> seen.add(edge.from() + " " + edge.step()));
        assertThat(LifeCycle.edges()).allMatch(edge -> !edge.reason().isBlank());
    }

    @Test
    void asksForACorrectionFromOneStateOnly() {
        assertThat(
                        LifeCycle.edges().stream()
                                .filter(edge -> edge.step() == CaseStep.REQUEST_CORRECTION))
                .hasSize(1);
    }

    @Test
    void isDrawnInTheDocumentation() throws IOException {
        String page = Files.readString(PAGE);
        Files.writeString(Path.of("target/lifecycle.md"), diagram() + "\n" + table());
        assertThat(page).contains(diagram()).contains(table());
    }

    private static String diagram() {
        return LifeCycle.edges().stream()
                .filter(edge -> edge.from() != edge.to())
                .map(edge -> "    %s --> %s: %s".formatted(edge.from(), edge.to(), edge.step()))
                .collect(joining("\n", "```mermaid\nstateDiagram-v2\n", "\n```\n"));
    }

    private static String table() {
        return LifeCycle.edges().stream()
                .map(LifeCycleTest::row)
                .collect(
                        joining(
                                "\n",
                                "| from | act | to | by | why |\n|---|---|---|---|---|\n",
                                "\n"));
    }

    private static String row(Edge edge) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        edge.from(),
                        edge.step(),
                        edge.to(),
                        edge.by().stream().sorted().map(Enum::name).collect(joining(", ")),
                        edge.reason());
    }
}
