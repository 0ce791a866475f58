package city.zhanqiao.local.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Processes that a killed run left behind. Process numbers are used again, so the numbers in pid
 * files prove nothing; what counts is the program a process runs or the folder it was started for.
 */
public final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** PostgreSQL may have to write a checkpoint. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Leftovers() {}

    /** Proof by program: it was unpacked into a folder that one stack alone uses. */
    public static Predicate<ProcessHandle.Info> runningFrom(Path folder) {
        return info -> info.command().map(Path::of).filter(it -> it.startsWith(folder)).isPresent();
    }

    /** Proof by a word on the command line that names the folder one stack alone uses. */
    public static Predicate<ProcessHandle.Info> startedWith(String word) {
        return info -> info.commandLine().filter(line -> line.contains(word)).isPresent();
    }

    /** Stops all processes that are provably ours; those of others are not touched. */
    public static void stop(Predicate<ProcessHandle.Info> ours) throws IOException {
        List<ProcessHandle> left =
                ProcessHandle.allProcesses().filter(process -> ours.test(process.info())).toList();
        if (!left.isEmpty()) {
            LOG.info("Stopping {} processes that an earlier run left behind", left.size());
            end(left);
        }
    }

    /** Ends processes in good order, or at last by force. */
    public static void end(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            // Ctrl-C's signal is the one on which PostgreSQL does not wait for its clients.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        }
        if (!endWithin(processes)) {
            LOG.warn("Processes do not stop; ending them by force");
            processes.forEach(ProcessHandle::destroyForcibly);
            endWithin(processes);
        }
    }

    /** Where nobody collects the dead, they stay in the list of processes, without a program. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static boolean endWithin(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processes.stream().anyMatch(Leftovers::isRunning)) {
            if (System.nanoTime() > deadline || !pause()) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
