package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

class FreePortsTest {

    @Test
    void acceptsPortsThatNobodyUses() {
        assertThatCode(() -> FreePorts.require(Map.of("gateway", FreePort.any())))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheTakenPortAndWhatWantedIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FreePorts.require(Map.of("gateway", taken.getLocalPort())))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith(
                            "Port %d (gateway) is taken by another program;", taken.getLocalPort());
        }
    }

    @Test
    void noticesAProgramThatListensOnEveryAddress() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> FreePorts.require(Map.of("Redis", taken.getLocalPort())))
                    .isInstanceOf(CannotStart.class);
        }
    }
}
