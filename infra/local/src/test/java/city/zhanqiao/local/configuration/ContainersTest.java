package city.zhanqiao.local.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No container engine runs where the tests run, so the files of the containers are read and every
 * path, port, variable and image in them is looked up where it must be.
 */
class ContainersTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("infra/containers");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:[A-Za-z0-9._-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");
    private static final Pattern ADDRESS = Pattern.compile("[a-z0-9]+://([a-z]+):(\\d+)");

    /** The port on which each container without a program of ours listens. */
    private static final Map<String, Integer> OTHERS =
            Map.of("postgres", 5432, "redis", 6379, "keycloak", 8080, "pushes", 8091);

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void theImageIsMadeFromPinnedImagesAndFilesThatExist() throws IOException {
        List<String> stages = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("Dockerfile"))) {
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "FROM" -> {
                    assertThat(stages.contains(words[1]) || isPinned(words[1])).as(line).isTrue();
                    stages.add(words[3]);
                }
                case "COPY" -> copied(words, stages);
                default -> {}
            }
        }
        assertThat(stages).endsWith("program");
    }

    private static void copied(String[] words, List<String> stages) {
        for (int i = 1; i < words.length - 1; i++) {
            if (words[i].startsWith("--from=")) {
                assertThat(stages).contains(words[i].substring("--from=".length()));
                return;
            }
            if (!words[i].startsWith("--")) {
                assertThat(ROOT.resolve(words[i])).exists();
            }
        }
    }

    @Test
    void theImageRunsAsNobodyAndTellsWhetherItIsHealthy() throws IOException {
        String file = Files.readString(FOLDER.resolve("Dockerfile"));
        String program = file.substring(file.lastIndexOf("FROM "));

        assertThat(program)
                .contains(
                        "USER 10001:10001", "CMD [\"/app/healthy\"]", "ENTRYPOINT [\"/app/start\"]")
                .contains("SPRING_PROFILES_ACTIVE=production")
                .contains("./start train");
        for (String script : List.of("start", "healthy", "draw-secrets", "databases.sh")) {
            assertThat(FOLDER.resolve(script)).isExecutable();
        }
    }

    @Test
    void everyProgramHasAContainerMadeFromItsModule() {
        for (CityService program : CityServices.all()) {
            Map<String, Object> container = container(program.name());
            Map<String, Object> build = map(container, "build");
            String module = String.valueOf(map(build, "args").get("MODULE"));
            assertThat(ROOT.resolve(module).resolve("pom.xml")).exists();
            assertThat(module).endsWith(program.name());
            assertThat(FOLDER.resolve(String.valueOf(build.get("context"))).normalize())
                    .isEqualTo(ROOT);
            assertThat(ROOT.resolve(String.valueOf(build.get("dockerfile")))).exists();
            assertThat(container.get("image"))
                    .isEqualTo("zhanqiao/%s:trial".formatted(program.name()));
            assertThat(container.get("read_only")).isEqualTo(true);
            assertThat(container.get("cap_drop")).isEqualTo(List.of("ALL"));
        }
    }

    @Test
    void everyVariableIsASettingAndEveryAddressLeadsToAContainerThatListensThere()
            throws IOException {
        KnownSettings known = KnownSettings.read();
        for (CityService program : CityServices.all()) {
            Map<String, String> environment = environment(program.name());
            assertThat(environment.keySet())
                    .allSatisfy(variable ->
                            assertThat(known.isKnownVariable(variable)).as(variable).isTrue());
            assertThat(environment)
                    .containsEntry("ZHANQIAO_IDENTITY_CLIENT_CLIENTID", program.name());
            environment.forEach(this::leadsSomewhere);
            assertThat(environment.containsKey("SPRING_R2DBC_URL")).isEqualTo(program.database());
        }
    }

    private void leadsSomewhere(String variable, String value) {
        Matcher address = ADDRESS.matcher(value.replaceFirst("^(r2dbc|jdbc):", ""));
        if (address.lookingAt()) {
            String host = address.group(1);
            int port = Integer.parseInt(address.group(2));
            if (host.equals("localhost")) {
                assertThat(published()).as(variable).contains(port);
            } else {
                assertThat(listensOn(host)).as(variable + " " + value).isEqualTo(port);
            }
        }
    }

    private int listensOn(String host) {
        assertThat(services).containsKey(host);
        Integer other = OTHERS.get(host);
        return other != null ? other : Integer.parseInt(environment(host).get("SERVER_PORT"));
    }

    /** As {@code address:outside:inside}. */
    private List<Integer> published() {
        return services.values().stream()
                .flatMap(container -> list(container, "ports"))
                .map(port -> Integer.parseInt(port.split(":", 3)[1]))
                .toList();
    }

    @Test
    void whatIsWaitedForMountedAndPublishedExists() {
        services.forEach((name, container) -> {
            if (container.containsKey("depends_on")) {
                assertThat(services.keySet()).containsAll(map(container, "depends_on").keySet());
            }
            list(container, "volumes").forEach(this::isThere);
            list(container, "ports")
                    .map(port -> port.split(":", 3))
                    .forEach(port -> {
                        assertThat(port[0]).isEqualTo("127.0.0.1");
                        assertThat(Integer.parseInt(port[2])).isEqualTo(listensOn(name));
                    });
            assertThat(isPinned(String.valueOf(container.get("image")))).as(name).isTrue();
        });
    }

    private void isThere(String volume) {
        String source = volume.split(":", 2)[0];
        if (source.startsWith(".")) {
            assertThat(FOLDER.resolve(source)).exists();
        } else {
            assertThat(map(compose(), "volumes")).containsKey(source);
        }
    }

    @Test
    void everySecretIsDrawn() throws IOException {
        String drawn = Files.readString(FOLDER.resolve("draw-secrets"));
        Matcher asked = VARIABLE.matcher(Files.readString(FOLDER.resolve("compose.yaml")));
        while (asked.find()) {
            assertThat(drawn).contains("\"" + asked.group(1) + "=");
        }
    }

    @Test
    void keycloakHasTheIssuersAudiencesAndProgramsThatAreAskedFor() throws IOException {
        Map<String, String> gateway = environment("gateway");
        for (String face : List.of("residents", "staff", "services")) {
            JsonNode realm =
                    new JsonMapper()
                            .readTree(
                                    Files.readString(
                                            FOLDER.resolve(
                                                    "keycloak/%s-realm.json".formatted(face))));
            String prefix = "ZHANQIAO_IDENTITY_" + face.toUpperCase(java.util.Locale.ROOT);
            URI issuer = URI.create(String.valueOf(gateway.get(prefix + "_ISSUER")));
            assertThat(issuer.getPath()).isEqualTo("/realms/" + realm.path("realm").asString());
            assertThat(realm.toString()).contains("\"" + gateway.get(prefix + "_AUDIENCE") + "\"");
            if (!face.equals("services")) {
                letsNobodyInByAPasswordAloneOrToRaiseThemselves(realm);
            }
        }
        String services = Files.readString(FOLDER.resolve("keycloak/services-realm.json"));
        assertThat(CityServices.clients())
                .allSatisfy(
                        name -> assertThat(services).contains("\"clientId\": \"" + name + "\""));
    }

    /**
     * Tried with a real one by {@code -P keycloak} only, so that it is at least never taken out.
     */
    private static void letsNobodyInByAPasswordAloneOrToRaiseThemselves(JsonNode realm) {
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.at("/clients/0/directAccessGrantsEnabled").asBoolean(true)).isFalse();
        assertThat(realm.at("/clients/0/attributes/pkce.code.challenge.method").asString())
                .isEqualTo("S256");
        JsonNode profile =
                new JsonMapper()
                        .readTree(
                                realm.path("components")
                                        .path("org.keycloak.userprofile.UserProfileProvider")
                                        .at("/0/config/kc.user.profile.config/0")
                                        .asString());
        assertThat(profile.has("unmanagedAttributePolicy")).isFalse();
        assertThat(profile.path("attributes").valueStream())
                .hasSizeGreaterThan(5)
                .allMatch(attribute ->
                        attribute.at("/permissions/edit").toString().equals("[\"admin\"]"));
        if (realm.path("realm").asString().equals("staff")) {
            assertThat(realm.path("browserFlow").asString())
                    .isEqualTo(realm.at("/authenticationFlows/0/alias").asString());
            assertThat(realm.at("/authenticationFlows/1/authenticationExecutions").valueStream())
                    .extracting(step -> step.path("authenticator").asString())
                    .containsExactly("auth-username-password-form", "auth-otp-form");
            assertThat(realm.at("/authenticationFlows/1/authenticationExecutions").valueStream())
                    .allMatch(step -> step.path("requirement").asString().equals("REQUIRED"));
        }
    }

    @Test
    void keycloakIsTheOneThatTheProfileTries() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains(
                        "<keycloak.version>%s</keycloak.version>"
                                .formatted(
                                        String.valueOf(container("keycloak").get("image"))
                                                .replaceFirst(".*:", "")));
    }

    @Test
    void everyDatabaseThatIsNamedIsMade() throws IOException {
        String made = Files.readString(FOLDER.resolve("databases.sh"));
        for (String owner : CityServices.owners()) {
            assertThat(made).containsPattern("for name in [a-z ]*\\b" + owner + "\\b");
            assertThat(environment(owner))
                    .containsEntry("SPRING_R2DBC_URL", "r2dbc:postgresql://postgres:5432/" + owner)
                    .containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://postgres:5432/" + owner);
        }
    }

    private Map<String, Object> container(String name) {
        assertThat(services).containsKey(name);
        return services.getOrDefault(name, Map.of());
    }

    private Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        map(container(name), "environment")
                .forEach((variable, value) -> environment.put(variable, String.valueOf(value)));
        return environment;
    }

    private static boolean isPinned(String image) {
        return PINNED.matcher(image).matches() && !image.endsWith(":latest");
    }

    private static Map<String, Object> compose() {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(FOLDER.resolve("compose.yaml")));
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        Map<String, Object> all = map(compose(), "services");
        all.keySet().forEach(name -> services.put(name, map(all, name)));
        return services;
    }

    @SuppressWarnings("unchecked") // YAML knows no types
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        Object value = parent.get(key);
        assertThat(value).as(key).isInstanceOf(Map.class);
        return (Map<String, Object>) java.util.Objects.requireNonNull(value);
    }

    private static Stream<String> list(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> values
                ? values.stream().map(String::valueOf)
                : Stream.empty();
    }
}
