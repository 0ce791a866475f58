package city.zhanqiao.gateway.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service in a process of its own, which can be stopped like any: the JDK's file server, which
 * answers every GET with the file that lies at its path.
 */
record FileService(Process process, String address) implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    /**
     * Starts it and waits until it listens.
     *
     * @param folder what it answers
     */
    static FileService start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Duser.language=en",
                                "-m",
                                "jdk.httpserver",
                                "-b",
                                "127.0.0.1",
                                "-p",
                                "0",
                                "-d",
                                folder.toRealPath().toString(),
                                "-o",
                                "none")
                        .redirectErrorStream(true)
                        .start();
        return new FileService(process, listen(process.inputReader()));
    }

    private static String listen(BufferedReader said) throws IOException {
        String line;
        while ((line = said.readLine()) != null) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
        }
        throw new IOException("the file server does not start");
    }

    /** Puts an answer where a path leads. */
    static void tell(Path folder, String path, String answer) throws IOException {
        Path file = folder.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, answer);
    }

    /** From now on it takes connections, and answers nothing. */
    void standStill() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** As an accident does, also while it stands still. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
