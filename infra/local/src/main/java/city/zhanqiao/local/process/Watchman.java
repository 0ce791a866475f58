package city.zhanqiao.local.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * A shell that outlives a stack which is killed, and ends what that stack started. It reads what to
 * watch from a pipe; when the pipe breaks without a good-bye, it ends everything it was told of,
 * the last first.
 */
public final class Watchman implements AutoCloseable {

    // Ctrl-C reaches every process of the terminal; the watchman must not be the first to leave.
    private static final String SCRIPT =
            """
            trap '' INT HUP TERM
            watched=''
            while read -r word signal pid; do
                case $word in
                    watch) watched="$signal:$pid $watched" ;;
                    forget) watched=$(for w in $watched; do
                        [ "${w#*:}" = "$pid" ] || printf '%s ' "$w"
                    done) ;;
                    bye) exit 0 ;;
                esac
            done
            for w in $watched; do
                kill "-${w%%:*}" "${w#*:}"
            done
            for w in $watched; do
                tries=0
                while kill -0 "${w#*:}" && [ $tries -lt 100 ]; do
                    sleep 0.1
                    tries=$((tries + 1))
                done
                kill -KILL "${w#*:}"
            done
            """;

    private final PrintWriter orders;

    private Watchman(Process shell) {
        this.orders = new PrintWriter(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    public static Watchman start() throws IOException {
        return new Watchman(
                new ProcessBuilder("sh", "-c", SCRIPT)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /**
     * From now on the process is ended when this one dies.
     *
     * @param signal the name of the signal that ends it in good order, such as {@code TERM}
     */
    public void watch(long pid, String signal) {
        orders.println("watch " + signal + " " + pid);
    }

    /** The process was stopped in good order; its number may be given to another now. */
    public void forget(long pid) {
        orders.println("forget - " + pid);
    }

    /** Sends the watchman home; what still runs goes on running. */
    @Override
    public void close() {
        orders.println("bye");
        orders.close();
    }
}
