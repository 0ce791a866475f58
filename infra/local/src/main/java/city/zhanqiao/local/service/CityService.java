package city.zhanqiao.local.service;

import city.zhanqiao.local.CannotStart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A program of the city.
 *
 * @param name its configuration, its database and its token carry this name
 * @param number where it stands in the row of ports; 0 is the gateway
 * @param application its Spring Boot application
 * @param database whether it has a database
 */
public record CityService(String name, int number, Class<?> application, boolean database) {

    private static final int GATEWAY = 0;

    /**
     * Its executable jar.
     *
     * @param root of the repository
     * @throws CannotStart if it was not built
     */
    Path jar(Path root) throws IOException {
        Path module = number == GATEWAY ? root.resolve(name) : root.resolve("services/" + name);
        Path target = module.resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-exec.jar")) {
                Iterator<Path> found = jars.iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            }
        }
        throw new CannotStart(
                "The jar of %s is missing in %s; build it with mvn -DskipTests package."
                        .formatted(name, target));
    }
}
