package city.zhanqiao.local.service;

import city.zhanqiao.local.process.Leftovers;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * By what the JVMs of one stack are known again: a word on their command lines names its folder.
 *
 * @param folder the data folder, which one stack alone uses
 */
public record StackMark(Path folder) {

    /** For the command line of a JVM. */
    public String option() {
        return "-Dzhanqiao.stack=" + folder;
    }

    /** Whether a process was started by a stack on this folder. */
    public Predicate<ProcessHandle.Info> ours() {
        // The space keeps /data from being found in /data2.
        return Leftovers.startedWith(option() + " ");
    }
}
