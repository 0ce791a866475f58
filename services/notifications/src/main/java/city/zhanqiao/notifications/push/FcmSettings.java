package city.zhanqiao.notifications.push;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How Firebase is reached. It is off unless one of {@code baseUrl} and {@code serviceAccount} is
 * set.
 *
 * @param baseUrl empty for Google; else where requests are led instead, such as a stand-in
 * @param serviceAccount file with the service account's key
 * @param projectId empty to take the service account's
 * @param consentNeeded only to residents who have agreed that pushes leave the mainland; so on the
 *     mainland
 * @param connections as many requests as run at once; each holds one HTTP/1.1 connection, because
 *     the SDK's HTTP/2 pool stays jammed after a server hung (firebase-admin-java#1134)
 * @param connectTimeout the SDK's default is to wait for ever
 * @param readTimeout the SDK's default is to wait for ever
 */
@ConfigurationProperties("zhanqiao.push.fcm")
record FcmSettings(
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String serviceAccount,
        @DefaultValue("") String projectId,
        @DefaultValue("false") boolean consentNeeded,
        @DefaultValue("600") int connections,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {

    boolean isLedElsewhere() {
        return !baseUrl.isEmpty();
    }
}
