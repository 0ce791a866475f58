package city.zhanqiao.local.redis;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.FreePort;
import city.zhanqiao.local.process.Leftovers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@Execution(ExecutionMode.CONCURRENT)
class RedisServerTest {

    private final int port = FreePort.any();

    @TempDir Path folder;

    @Test
    void answersOnlyToItsPassword() throws Exception {
        try (RedisServer server = start()) {
            assertThat(say("PING")).startsWith("-NOAUTH");
            assertThat(say("AUTH " + server.password())).isEqualTo("+OK");
        }
    }

    @Test
    void startsEmptyEveryTime() throws Exception {
        try (RedisServer server = start()) {
            assertThat(say("AUTH " + server.password() + "\r\nSET key value")).isEqualTo("+OK");
        }
        try (RedisServer server = start()) {
            assertThat(say("AUTH " + server.password())).isEqualTo("+OK");
            assertThat(folder).isDirectoryNotContaining("glob:**.rdb");
        }
    }

    @Test
    void isGoneAfterItsStop() throws Exception {
        RedisServer server = start();
        server.close();

        assertThat(Leftovers.isRunning(server.process())).isFalse();
        assertThat(folder.resolve("redis.pid")).doesNotExist();
    }

    @Test
    void stopsAServerThatAKilledRunLeftBehind() throws Exception {
        RedisServer left = start();

        Leftovers.stop(Leftovers.runningFrom(folder));

        assertThat(Leftovers.isRunning(left.process())).isFalse();
    }

    private RedisServer start() throws IOException, InterruptedException {
        return RedisServer.start(
                folder, folder, folder.resolve("secret"), folder.resolve("redis.log"), port);
    }

    private String say(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new java.io.BufferedReader(
                            new java.io.InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
