package city.zhanqiao.notifications.device;

import city.zhanqiao.notifications.push.AddressKind;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.web.language.Language;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A device of a resident, without its address.
 *
 * @param id ours; a device that changes hands gets a new one
 * @param deviceId as the app calls itself
 * @param followsAlerts the app has subscribed to the alerts of its district
 * @param language of the app
 */
public record Device(
        UUID id,
        String deviceId,
        Provider provider,
        AddressKind addressKind,
        Optional<String> platform,
        Optional<String> appVersion,
        Optional<Language> language,
        boolean followsAlerts,
        long version,
        Instant registeredAt,
        Instant lastSeenAt) {}
