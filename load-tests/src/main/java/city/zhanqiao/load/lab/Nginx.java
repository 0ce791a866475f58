package city.zhanqiao.load.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * nginx twice in one process: a server that answers with a file, and a proxy in front of it.
 *
 * @param upstream the server
 * @param proxy the proxy
 */
public record Nginx(Process process, URI upstream, URI proxy) implements AutoCloseable {

    static Nginx start(Path module, Path folder, Path content) {
        Tool.require(Tool.NGINX);
        int upstream = Program.freePort();
        int proxy = Program.freePort();
        try {
            String configuration =
                    Files.readString(module.resolve("scripts/nginx.conf"))
                            .replace("@folder@", folder.toString())
                            .replace("@content@", content.toString())
                            .replace("@upstream@", Integer.toString(upstream))
                            .replace("@proxy@", Integer.toString(proxy));
            Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
            Process process =
                    Tool.NGINX.start(Map.of(), "-e", folder + "/nginx.log", "-c", file.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new Nginx(process, at(upstream), at(proxy));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
