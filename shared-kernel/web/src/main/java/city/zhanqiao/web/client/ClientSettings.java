package city.zhanqiao.web.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the other services are.
 *
 * @param peers service name to base address
 * @param peerTimeout longest wait for an answer; every remote call has one
 */
@ConfigurationProperties("zhanqiao")
record ClientSettings(
        @DefaultValue Map<String, URI> peers, @DefaultValue("3s") Duration peerTimeout) {

    /**
     * How this service gets its own token (OAuth 2 client credentials, RFC 6749 §4.4).
     *
     * @param tokenUri where the issuer gives tokens; without it other services cannot be asked
     * @param clientId the name of this program
     * @param clientSecret what it proves that name with
     * @param audience asked for as scope and as audience: issuers differ in which they heed
     */
    @ConfigurationProperties("zhanqiao.identity.client")
    record Credentials(
            @Nullable URI tokenUri,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("zhanqiao-services") String audience) {}
}
