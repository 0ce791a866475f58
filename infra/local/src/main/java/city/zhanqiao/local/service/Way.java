package city.zhanqiao.local.service;

import city.zhanqiao.local.Ports;
import city.zhanqiao.local.process.Watchman;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** How the programs of the city are run. */
public sealed interface Way {

    /** The first steps; the program may not be ready yet. */
    RunningService begin(CityService service) throws IOException;

    /** How many starts shorten each other's waiting instead of lengthening it. */
    int atOnce();

    /** In this JVM, each in an application context of its own. */
    record Together(Wires wires) implements Way {
        @Override
        public RunningService begin(CityService service) throws IOException {
            return ServiceContext.start(service, wires.of(service));
        }

        @Override
        public int atOnce() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /**
     * Each from its own jar in a JVM of its own, as in production.
     *
     * @param root of the repository, where the jars were built
     * @param logs where each service has its log
     * @param stack names the stack on the command lines of its processes
     * @param watchman ends them should this JVM be killed
     */
    record Apart(Wires wires, Ports ports, Path root, Path logs, StackMark stack, Watchman watchman)
            implements Way {
        @Override
        public RunningService begin(CityService service) throws IOException {
            ServiceProcess process =
                    ServiceProcess.spawn(
                            service,
                            service.jar(root),
                            wires.of(service),
                            logs.resolve(service.name() + ".log"),
                            stack.option(),
                            readiness(service));
            watchman.watch(process.process().pid(), "TERM");
            return process;
        }

        private URI readiness(CityService service) {
            return URI.create(
                    "http://127.0.0.1:%d/actuator/health/readiness"
                            .formatted(ports.management(service.number())));
        }

        @Override
        public int atOnce() {
            return Runtime.getRuntime().availableProcessors() + 1;
        }
    }

    /** What each program is told. */
    @FunctionalInterface
    interface Wires {
        /** Settings that go before everything that the program's own configuration says. */
        Map<String, String> of(CityService service) throws IOException;
    }
}
