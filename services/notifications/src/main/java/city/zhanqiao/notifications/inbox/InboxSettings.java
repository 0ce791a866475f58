package city.zhanqiao.notifications.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How long messages are kept.
 *
 * @param kept a message proves that somebody was told; after five years no court hears of an act
 *     any more (行政诉讼法 §46)
 * @param tombstones how long apps are told that a message is gone; one that asks later reads all
 * @param betweenCleanings pause between two looks for what is older
 */
@ConfigurationProperties("zhanqiao.inbox")
record InboxSettings(
        @DefaultValue("1827d") Duration kept,
        @DefaultValue("90d") Duration tombstones,
        @DefaultValue("1h") Duration betweenCleanings) {}
