package city.zhanqiao.local;

import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What can be set when the stack is started, as an argument ({@code --port=9080}) or as a system
 * property ({@code -Dzhanqiao.port=9080}); the argument wins.
 *
 * @param root of the repository, where the jars of the services are built
 * @param folder where data, logs and unpacked servers lie; {@code .zhanqiao} at the root of the
 *     repository unless said otherwise
 * @param ports gateway on 8080 unless said otherwise
 * @param fresh throw the data of earlier runs away
 * @param apart run every service in a process of its own
 * @param services what is started; all unless said otherwise, so that somebody can run one of them
 *     in an editor
 * @param traces where spans are sent (OTLP over HTTP), such as {@code
 *     http://localhost:4318/v1/traces}; nowhere unless said
 * @param keycloak the folder of an unpacked Keycloak that gives out the tokens; the stack's own
 *     issuer does unless said otherwise
 */
record Settings(
        Path root,
        Path folder,
        Ports ports,
        boolean fresh,
        boolean apart,
        List<CityService> services,
        Optional<String> traces,
        Optional<Path> keycloak) {

    private static final int DEFAULT_PORT = 8080;
    private static final String PREFIX = "zhanqiao.";

    static Settings of(List<String> arguments, Properties properties) {
        Properties given = new Properties();
        given.putAll(properties);
        arguments.forEach(argument -> readArgument(argument, given));
        Path root = root(Path.of(given.getProperty("user.dir")).toAbsolutePath());
        return new Settings(
                root,
                folder(root, given),
                new Ports(port(given.getProperty(PREFIX + "port", ""))),
                flag(given, "fresh"),
                flag(given, "apart"),
                services(given.getProperty(PREFIX + "services", "")),
                said(given, "traces"),
                said(given, "keycloak").map(root::resolve));
    }

    private static Optional<String> said(Properties given, String name) {
        return Optional.of(given.getProperty(PREFIX + name, "")).filter(value -> !value.isBlank());
    }

    private static void readArgument(String argument, Properties given) {
        switch (argument.split("=", 2)[0]) {
            case "--fresh",
                    "--apart",
                    "--port",
                    "--data",
                    "--services",
                    "--traces",
                    "--keycloak" -> {
                String[] words = argument.substring(2).split("=", 2);
                given.setProperty(PREFIX + words[0], words.length == 2 ? words[1] : "true");
            }
            default ->
                    throw new CannotStart(
                            "Unknown argument \""
                                    + argument
                                    + "\"; known are --fresh, --apart, --port=<number>,"
                                    + " --data=<folder>, --services=<name>,<name>,"
                                    + " --traces=<address> and --keycloak=<folder>.");
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

    private static List<CityService> services(String value) {
        List<String> names =
                Arrays.stream(value.split(",")).filter(name -> !name.isBlank()).toList();
        List<CityService> all = CityServices.all();
        for (String name : names) {
            if (all.stream().noneMatch(service -> service.name().equals(name))) {
                throw new CannotStart("There is no service \"" + name + "\".");
            }
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(service -> names.contains(service.name())).toList();
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

    private static Path folder(Path root, Properties given) {
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
