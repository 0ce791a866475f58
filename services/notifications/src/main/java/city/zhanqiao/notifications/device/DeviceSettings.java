package city.zhanqiao.notifications.device;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How long and how many devices are kept.
 *
 * @param staleAfter nothing is sent to a device that was silent so long: Firebase lets its address
 *     expire then
 * @param forgottenAfter the address of a device that was silent so long is deleted
 * @param most devices of one resident; the longest silent one makes room
 */
@ConfigurationProperties("zhanqiao.devices")
record DeviceSettings(
        @DefaultValue("270d") Duration staleAfter,
        @DefaultValue("300d") Duration forgottenAfter,
        @DefaultValue("20") int most) {}
