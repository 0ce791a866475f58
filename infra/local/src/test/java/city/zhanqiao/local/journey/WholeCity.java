package city.zhanqiao.local.journey;

import city.zhanqiao.local.FreePort;
import city.zhanqiao.local.RunningCity;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Starts the whole city once, for all tests that ask for a {@link City}, and stops it after the
 * last of them. With {@code -P keycloak} the tokens come from a real one.
 */
final class WholeCity implements ParameterResolver {

    private static final Namespace SHARED = Namespace.create(WholeCity.class);

    /** Seven programs, and Keycloak where it is asked for, on a machine that may be busy. */
    private static final Duration READY = Duration.ofMinutes(8);

    private static final int ISSUER = 10;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == City.class;
    }

    @Override
    public City resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
                .city();
    }

    /** Closed by JUnit when all tests are over. */
    private record Shared(RunningCity stack, Path folder, City city) implements AutoCloseable {

        static Shared start() {
            int port = FreePort.block();
            try {
                Path folder = Files.createTempDirectory("whole-city");
                SpanCollector spans = SpanCollector.start();
                String keycloak = System.getProperty("zhanqiao.keycloak", "");
                RunningCity stack =
                        RunningCity.start(
                                port,
                                folder,
                                "--traces=" + spans.address(),
                                "--keycloak=" + keycloak);
                stack.awaitReady(READY);
                LogIn logIn =
                        keycloak.isEmpty()
                                ? City.atTheDemoIssuer(port + ISSUER)
                                : new KeycloakDoor(port + ISSUER, folder);
                return new Shared(stack, folder, new City(port, folder, spans, logIn));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            city.spans().close();
            try (Stream<Path> left = Files.walk(folder)) {
                left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }
}
