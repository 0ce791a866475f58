package city.zhanqiao.data.file;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The adapters of the store and of the scanner. */
class StoresTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] PIECE = "piece".getBytes(StandardCharsets.UTF_8);

    @Test
    void keepsPiecesInAFolderAndNowhereElse(@TempDir Path folder) {
        FolderStore store = new FolderStore(folder.resolve("materials"));
        store.put("a/0", PIECE).block(SOON);
        assertThat(store.get("a/0").block(SOON)).isEqualTo(PIECE);
        assertThatThrownBy(() -> store.put("../b", PIECE).block(SOON))
                .hasRootCauseInstanceOf(IOException.class);
        store.remove("a/0").block(SOON);
        store.remove("a/0").block(SOON);
        assertThatThrownBy(() -> store.get("a/0").block(SOON))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void keepsPiecesInABucket() {
        WireMockServer bucket =
                new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        bucket.start();
        try (S3Client client =
                S3Client.builder()
                        .region(Region.of("cn-north-1"))
                        .endpointOverride(URI.create(bucket.baseUrl()))
                        .forcePathStyle(true)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("example", "example")))
                        .build()) {
            bucket.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
            bucket.stubFor(
                    get(urlPathEqualTo("/papers/a/0")).willReturn(aResponse().withBody(PIECE)));
            S3Store store = new S3Store(client, "papers");
            store.put("a/0", PIECE).block(SOON);
            assertThat(store.get("a/0").block(SOON)).isEqualTo(PIECE);
            store.remove("a/0").block(SOON);
            bucket.verify(putRequestedFor(urlPathEqualTo("/papers/a/0")));
        } finally {
            bucket.stop();
        }
    }

    @Test
    void asksAScannerAndBelievesOnlyAClearAnswer(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("x"), new byte[100_000]);
        assertThat(scan(file, "stream: OK\0")).isTrue();
        assertThat(scan(file, "stream: Example FOUND\0")).isFalse();
        assertThatThrownBy(() -> scan(file, "INSTREAM size limit exceeded. ERROR\0"))
                .isInstanceOf(IOException.class);
    }

    private static boolean scan(Path file, String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread clamd = Thread.ofVirtual().start(() -> answerOnce(server, answer));
            boolean clean =
                    new ClamScanner(
                                    new InetSocketAddress(
                                            server.getInetAddress(), server.getLocalPort()),
                                    Duration.ofSeconds(5))
                            .isClean(file);
            clamd.join();
            return clean;
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            in.skipNBytes("zINSTREAM\0".length());
            for (int size = in.readInt(); size > 0; size = in.readInt()) {
                in.skipNBytes(size);
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
