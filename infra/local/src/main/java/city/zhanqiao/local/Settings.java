package city.zhanqiao.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What can be set when the stack is started, as an argument ({@code --port=9080}) or as a system
 * property ({@code -Dzhanqiao.port=9080}); the argument wins.
 *
 * @param folder where data, logs and unpacked servers lie; {@code .zhanqiao} at the root of the
 *     repository unless said otherwise
 * @param ports gateway on 8080 unless said otherwise
 * @param fresh throw the data of earlier runs away
 * @param apart run every service in a process of its own
 */
record Settings(Path folder, Ports ports, boolean fresh, boolean apart) {

    private static final int DEFAULT_PORT = 8080;
    private static final String PREFIX = "zhanqiao.";

    static Settings of(List<String> arguments, Properties properties) {
        Properties given = new Properties();
        given.putAll(properties);
        arguments.forEach(argument -> readArgument(argument, given));
        return new Settings(
                folder(given),
                new Ports(port(given.getProperty(PREFIX + "port", ""))),
                flag(given, "fresh"),
                flag(given, "apart"));
    }

    private static void readArgument(String argument, Properties given) {
        switch (argument.split("=", 2)[0]) {
            case "--fresh", "--apart", "--port", "--data" -> {
                String[] words = argument.substring(2).split("=", 2);
                given.setProperty(PREFIX + words[0], words.length == 2 ? words[1] : "true");
            }
            default ->
                    throw new CannotStart(
                            "Unknown argument \""
                                    + argument
                                    + "\"; known are --fresh, --apart, --port=<number> and"
                                    + " --data=<folder>.");
        }
    }

    private static boolean flag(Properties given, String name) {
        String value = given.getProperty(PREFIX + name, "");
        return switch (value) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                    throw new CannotStart(
                            "\"" + name + "\" is true or false, not \"" + value + "\".");
        };
    }

    private static int port(String value) {
        if (value.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new CannotStart("\"" + value + "\" is not a port number.", e);
        }
    }

    private static Path folder(Properties given) {
        Path root = root(Path.of(given.getProperty("user.dir")).toAbsolutePath());
        String data = given.getProperty(PREFIX + "data", "");
        return root.resolve(data.isBlank() ? ".zhanqiao" : data).normalize();
    }

    /** Maven starts us in the folder of this module; a jar may be started anywhere. */
    private static Path root(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/local/pom.xml"))) {
                return folder;
            }
        }
        return start;
    }
}
