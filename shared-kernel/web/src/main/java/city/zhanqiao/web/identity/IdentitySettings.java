package city.zhanqiao.web.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Who issues the tokens of whom. A face without an issuer lets nobody in.
 *
 * @param residents for {@code /api}
 * @param staff for {@code /admin}
 * @param services for {@code /internal}
 * @param openPaths path patterns outside the faces that anyone may read, such as the gateway's docs
 * @param clockSkew how far clocks of issuer and service may differ
 * @param fresh how long ago a real-name check may lie where a fresh one is asked for
 * @param remembered how many verified tokens are remembered; about 1 KB each
 * @param rememberedFor longest time a token is remembered, so that a key withdrawn by the issuer
 *     stops working within it
 * @param keys how signing keys are fetched
 */
@ConfigurationProperties("zhanqiao.identity")
record IdentitySettings(
        @Nullable Issuer residents,
        @Nullable Issuer staff,
        @Nullable Issuer services,
        @DefaultValue List<String> openPaths,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("15m") Duration fresh,
        @DefaultValue("20000") int remembered,
        @DefaultValue("10m") Duration rememberedFor,
        @DefaultValue Keys keys) {

    /**
     * One issuer of tokens.
     *
     * @param issuer exact value of {@code iss}
     * @param jwksUri where its public keys are
     * @param audience value that {@code aud} must contain
     */
    record Issuer(String issuer, URI jwksUri, String audience) {}

    /**
     * Fetching of signing keys.
     *
     * @param timeout for one fetch; log-ins wait for it only while no key is known
     * @param freshFor after this they are fetched again in the background
     * @param retryAfter shortest time between two fetches, so that forged key ids cannot press the
     *     issuer
     */
    record Keys(
            @DefaultValue("2s") Duration timeout,
            @DefaultValue("5m") Duration freshFor,
            @DefaultValue("10s") Duration retryAfter) {}
}
