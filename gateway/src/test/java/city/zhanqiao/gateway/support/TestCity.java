package city.zhanqiao.gateway.support;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.GatewayApplication;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.web.test.ApiContract;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A gateway on a port of its own, with services played by WireMock. */
public final class TestCity implements AutoCloseable {

    private static final TestIssuer ISSUER = TestIssuer.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Set<String> OWN =
            Set.of(
                    "/api/v1/home",
                    "/api/v1/changes",
                    "/api/v1/receipts",
                    "/admin/v1/audit",
                    "/open/v1/start");

    private final Map<Peer, WireMockServer> services = new EnumMap<>(Peer.class);
    private final ConfigurableApplicationContext gateway;
    private @Nullable ApiContract contract;

    private TestCity(Set<Peer> present, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(ISSUER.properties());
        settings.put("spring.config.name", "gateway");
        settings.put("spring.main.banner-mode", "off");
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        for (Peer peer : Peer.values()) {
            settings.put("zhanqiao.peers." + peer.service(), "");
        }
        for (Peer peer : present) {
            WireMockServer service =
                    new WireMockServer(
                            options().dynamicPort().bindAddress("127.0.0.1").containerThreads(8));
            service.start();
            services.put(peer, service);
            settings.put("zhanqiao.peers." + peer.service(), service.baseUrl());
        }
        settings.putAll(more);
        gateway =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(
                                settings.entrySet().stream()
                                        .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                        .toArray(String[]::new));
    }

    /** With these services; the others are not in operation. */
    public static TestCity with(Set<Peer> present, Map<String, String> settings) {
        return new TestCity(present, settings);
    }

    /** With all services. */
    public static TestCity whole(Map<String, String> settings) {
        return new TestCity(Set.of(Peer.values()), settings);
    }

    public WireMockServer service(Peer peer) {
        return Objects.requireNonNull(services.get(peer));
    }

    /** Forgets what services were told to answer and what they were asked. */
    public void reset() {
        services.values().forEach(WireMockServer::resetAll);
    }

    public int port() {
        return Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public int managementPort() {
        return Integer.parseInt(
                gateway.getEnvironment().getRequiredProperty("local.management.port"));
    }

    public <T> T bean(Class<T> type) {
        return gateway.getBean(type);
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Reply post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** What the gateway itself answers is held against its own document. */
    public Reply send(HttpRequest.Builder request) {
        var asked = request.build();
        var reply = exchange(asked);
        if (OWN.stream().anyMatch(asked.uri().getPath()::startsWith)) {
            contract()
                    .assertPromised(
                            asked.method(), asked.uri().getPath(), reply.status(), reply.text());
        }
        return reply;
    }

    private synchronized ApiContract contract() {
        if (contract == null) {
            contract = ApiContract.of(exchange(request("/v3/api-docs").build()).text());
        }
        return contract;
    }

    private static Reply exchange(HttpRequest request) {
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** Headers of a resident at L2. */
    public static String[] resident(String subject) {
        return bearing(ISSUER.residentToken(subject, RealNameLevel.L2));
    }

    /** Headers of a resident of whom the log-in shows that they are old. */
    public static String[] elder(String subject) {
        return bearing(
                ISSUER.residentToken(
                        subject,
                        RealNameLevel.L2,
                        Instant.now(),
                        Map.of("resident_number", "370212194806199986")));
    }

    /** Headers of a member of staff. */
    public static String[] staff(String subject, Role role) {
        return bearing(ISSUER.staffToken(subject, Set.of(role), "civil-affairs", "370202"));
    }

    public static String[] bearing(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /** Both lists of headers. */
    public static String[] and(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }

    @Override
    public void close() {
        gateway.close();
        services.values().forEach(WireMockServer::stop);
    }
}
