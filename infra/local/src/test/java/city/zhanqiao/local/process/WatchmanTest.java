package city.zhanqiao.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The watched stack is a Java process of its own, because it has to die. */
class WatchmanTest {

    private final Process first = sleeper();
    private final Process second = sleeper();

    @AfterEach
    void end() {
        first.destroyForcibly();
        second.destroyForcibly();
    }

    @Test
    void endsWhatAKilledStackLeavesBehind() throws Exception {
        Process stack = stack("watch");

        stack.destroyForcibly();

        assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesAloneWhatItWasToldToForget() throws Exception {
        Process stack = stack("forget");

        stack.destroyForcibly();

        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void doesNothingAfterAGoodBye() throws Exception {
        Process stack = stack("bye");
        assertThat(stack.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(first.waitFor(1, TimeUnit.SECONDS)).isFalse();
        assertThat(second.isAlive()).isTrue();
    }

    private Process stack(String what) throws IOException {
        Process stack =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Watched.class.getName(),
                                what,
                                Long.toString(first.pid()),
                                Long.toString(second.pid()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(stack.inputReader().readLine()).isEqualTo("ready");
        return stack;
    }

    private static Process sleeper() {
        try {
            return new ProcessBuilder("sleep", "60").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has two processes watched, and waits to be killed. */
    static final class Watched {

        private Watched() {}

        public static void main(String[] arguments) throws Exception {
            Watchman watchman = Watchman.start();
            long first = Long.parseLong(arguments[1]);
            watchman.watch(first, "TERM");
            watchman.watch(Long.parseLong(arguments[2]), "TERM");
            switch (arguments[0]) {
                case "watch" -> {}
                case "forget" -> watchman.forget(first);
                default -> watchman.close();
            }
            System.out.println("ready");
            if (!arguments[0].equals("bye")) {
                Thread.currentThread().join();
            }
        }
    }
}
