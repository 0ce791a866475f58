package city.zhanqiao.notifications.push;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How Apple's push service is reached. It is off unless {@code keyFile} is set.
 *
 * @param keyFile file with the signing key from Apple's developer account (.p8)
 * @param keyId of that key, ten characters
 * @param teamId of the account, ten characters
 * @param topic bundle id of the app
 * @param host Apple's for apps from the shop; {@code api.sandbox.push.apple.com} for those of
 *     developers
 * @param port 443, or 2197 where a firewall lets nothing else through
 * @param trusted file with the certificates that are believed besides Java's own; empty for none
 * @param connections HTTP/2 connections; each carries as many requests at once as the service
 *     admits, about a thousand
 * @param connectTimeout for one connection, its TLS included
 * @param timeout from the request to the answer; the library itself waits for ever
 */
@ConfigurationProperties("zhanqiao.push.apns")
record ApnsSettings(
        @DefaultValue("") String keyFile,
        @DefaultValue("") String keyId,
        @DefaultValue("") String teamId,
        @DefaultValue("") String topic,
        @DefaultValue("api.push.apple.com") String host,
        @DefaultValue("443") int port,
        @DefaultValue("") String trusted,
        @DefaultValue("2") int connections,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration timeout) {}
