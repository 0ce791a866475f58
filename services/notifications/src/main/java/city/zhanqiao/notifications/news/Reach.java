package city.zhanqiao.notifications.news;

import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.delivery.NewDelivery;
import city.zhanqiao.notifications.delivery.NewDelivery.Skip;
import city.zhanqiao.notifications.device.Device;
import city.zhanqiao.notifications.preference.Channel;
import city.zhanqiao.notifications.preference.Preference;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.template.Kind;
import city.zhanqiao.notifications.template.Templates;
import city.zhanqiao.web.language.Language;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides for each device of a resident whether, when and in which form a message goes there. What
 * does not go is recorded with its reason.
 */
public final class Reach {

    private static final String DIGEST = "notice.digest";

    /** A digest that could not be sent for so long gives way to the next one. */
    private static final Duration DIGEST_LIFE = Duration.ofHours(12);

    private final PushProviders providers;
    private final Preferences preferences;
    private final Templates templates;
    private final Tags tags;
    private final InstantSource clock;

    Reach(
            PushProviders providers,
            Preferences preferences,
            Templates templates,
            Tags tags,
            InstantSource clock) {
        this.providers = providers;
        this.preferences = preferences;
        this.templates = templates;
        this.tags = tags;
        this.clock = clock;
    }

    /** The deliveries of a message to one resident. */
    public List<NewDelivery> of(
            Message message,
            Recipient recipient,
            Preference preference,
            Collection<Device> devices) {
        Message due = isForDigest(message, preference) ? toDigest(message, recipient) : message;
        return devices.stream()
                .map(device -> toDelivery(due, recipient, preference, devices, device))
                .toList();
    }

    private NewDelivery toDelivery(
            Message message,
            Recipient recipient,
            Preference preference,
            Collection<Device> devices,
            Device device) {
        Instant now = clock.instant();
        Instant earliest = message.earliest().isAfter(now) ? message.earliest() : now;
        Instant notBefore = waking(message, recipient, preference, earliest);
        return new NewDelivery(
                message.id(),
                recipient.id(),
                device.id(),
                device.provider(),
                message.lane(),
                message.tag(),
                message.template(),
                recipient.language().or(device::language).orElse(Language.ZH_HANS),
                recipient.elderMode(),
                now,
                notBefore,
                message.validUntil(),
                message.skipped()
                        .or(() -> notReached(message, recipient, preference, devices, device))
                        .or(() ->
                                message.validUntil().isAfter(notBefore)
                                        ? Optional.empty()
                                        : Optional.of(Skip.OUT_OF_DATE)));
    }

    private Optional<Skip> notReached(
            Message message,
            Recipient recipient,
            Preference preference,
            Collection<Device> devices,
            Device device) {
        if (!providers.isOn(device.provider())) {
            return Optional.of(Skip.PROVIDER_OFF);
        }
        if (providers.needsConsent(device.provider()) && !recipient.fcmConsent()) {
            return Optional.of(Skip.NO_CONSENT);
        }
        if (message.byTopic() && device.provider() == Provider.FCM && device.followsAlerts()) {
            return Optional.of(Skip.BY_TOPIC);
        }
        Kind kind = message.template().kind();
        Channel channel = Channel.of(device.provider());
        if (!preference.wants(kind, channel, recipient.elderMode())) {
            return Optional.of(Skip.NOT_WANTED);
        }
        return channel == Channel.PUSH && hasTextsInstead(kind, recipient, preference, devices)
                ? Optional.of(Skip.TEXT_MESSAGE_INSTEAD)
                : Optional.empty();
    }

    /** 长辈模式: text messages take the place of pushes, if there are any; in danger both go. */
    private boolean hasTextsInstead(
            Kind kind, Recipient recipient, Preference preference, Collection<Device> devices) {
        return recipient.elderMode()
                && kind != Kind.EMERGENCY
                && preference.wants(kind, Channel.SMS, true)
                && providers.isOn(Provider.SMS)
                && devices.stream().anyMatch(device -> device.provider() == Provider.SMS);
    }

    /** Nothing but danger wakes anybody. */
    private static Instant waking(
            Message message, Recipient recipient, Preference preference, Instant earliest) {
        return message.lane() == Lane.EMERGENCY
                ? earliest
                : preference
                        .quiet()
                        .flatMap(quiet -> quiet.endOf(earliest, recipient.zone()))
                        .orElse(earliest);
    }

    private static boolean isForDigest(Message message, Preference preference) {
        return message.lane() == Lane.NOTICE && preference.digest();
    }

    /** All of a day's notices have one tag, so the last of them rings for all. */
    private Message toDigest(Message message, Recipient recipient) {
        ZonedDateTime now = clock.instant().atZone(recipient.zone());
        ZonedDateTime today = now.with(preferences.digestAt());
        Instant at = (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
        return new Message(
                message.id(),
                templates.newest(DIGEST),
                message.lane(),
                tags.of(recipient.id(), DIGEST),
                at,
                at.plus(DIGEST_LIFE),
                message.skipped(),
                false);
    }
}
