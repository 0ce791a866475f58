package city.zhanqiao.local;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.local.identity.Face;
import city.zhanqiao.local.identity.Issuer;
import city.zhanqiao.local.postgres.PostgresServer;
import city.zhanqiao.local.redis.RedisServer;
import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each service is told: where its database, Redis, the issuer, the pushes and the other
 * services are.
 */
final class Wiring {

    private final Ports ports;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final Issuer issuer;
    private final DataFolder folder;
    private final Optional<String> traces;

    Wiring(
            Ports ports,
            PostgresServer postgres,
            RedisServer redis,
            Issuer issuer,
            DataFolder folder,
            Optional<String> traces) {
        this.ports = ports;
        this.postgres = postgres;
        this.redis = redis;
        this.issuer = issuer;
        this.folder = folder;
        this.traces = traces;
    }

    /**
     * The settings of one service.
     *
     * @param clientSecret proves to the issuer that it is this service
     */
    Map<String, String> of(CityService service, String clientSecret) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.profiles.active", "local");
        traces.ifPresent(collector ->
                settings.put("management.opentelemetry.tracing.export.otlp.endpoint", collector));
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", Integer.toString(ports.service(service.number())));
        settings.put("management.server.address", "127.0.0.1");
        settings.put(
                "management.server.port", Integer.toString(ports.management(service.number())));
        settings.put("spring.data.redis.host", "127.0.0.1");
        settings.put("spring.data.redis.port", Integer.toString(ports.redis()));
        settings.put("spring.data.redis.password", redis.password());
        settings.put("zhanqiao.push.fcm.base-url", "http://127.0.0.1:" + ports.push());
        trust(settings, "residents", Face.RESIDENTS);
        trust(settings, "staff", Face.STAFF);
        trust(settings, "services", Face.SERVICES);
        settings.put("zhanqiao.identity.client.token-uri", issuer.tokens().toString());
        settings.put("zhanqiao.identity.client.client-id", service.name());
        settings.put("zhanqiao.identity.client.client-secret", clientSecret);
        if (!service.database()) {
            // What is not built yet is out of operation, not silent.
            for (Peer peer : Peer.values()) {
                settings.put("zhanqiao.peers." + peer.service(), "");
            }
        }
        for (CityService peer : CityServices.all()) {
            settings.put(
                    "zhanqiao.peers." + peer.name(),
                    "http://127.0.0.1:" + ports.service(peer.number()));
        }
        settings.put("zhanqiao.materials.folder", folder.materials().toString());
        settings.put("zhanqiao.attachments.folder", folder.attachments().toString());
        settings.put("zhanqiao.notices.public-address", "http://localhost:" + ports.service(0));
        settings.put("zhanqiao.notices.examples", "true");
        settings.put("zhanqiao.vouchers.public-address", "http://localhost:" + ports.service(0));
        if (service.database()) {
            database(settings, service.name());
        }
        return settings;
    }

    private void trust(Map<String, String> settings, String face, Face issued) {
        String prefix = "zhanqiao.identity." + face;
        settings.put(prefix + ".issuer", issuer.issuer(issued).toString());
        settings.put(prefix + ".jwks-uri", issuer.keys(issued).toString());
        settings.put(prefix + ".audience", issued.audience());
    }

    private void database(Map<String, String> settings, String name) throws IOException {
        settings.put("spring.r2dbc.url", postgres.r2dbcUrl(name));
        settings.put("spring.r2dbc.username", name);
        settings.put("spring.r2dbc.password", postgres.password(name));
        settings.put("spring.flyway.url", postgres.jdbcUrl(name));
        settings.put("spring.flyway.user", name);
        settings.put("spring.flyway.password", postgres.password(name));
        settings.put("zhanqiao.encryption.active-key", "local");
        settings.put("zhanqiao.encryption.keys.local", key(name));
        settings.put("zhanqiao.encryption.lookup-key", key(name + "-lookup"));
    }

    /** Made at the first start and kept with the data that it seals. */
    private String key(String name) throws IOException {
        Path file = folder.secrets().resolve("key-" + name);
        if (Files.notExists(file)) {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.createDirectories(folder.secrets());
            Files.writeString(file, Base64.getEncoder().encodeToString(key));
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
