package city.zhanqiao.notifications.news;

import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.delivery.NewDelivery;
import city.zhanqiao.notifications.delivery.NewDelivery.Skip;
import city.zhanqiao.notifications.device.Device;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Inbox;
import city.zhanqiao.notifications.inbox.NewItem;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Tells a resident something: into the inbox, which is the truth, and on to the devices, as a hint.
 * Runs in the transaction of the event that brought the news.
 */
public final class Tell {

    private static final String TAG = "delivery.tag";
    private static final int TAG_BYTES = 18;

    private final Recipients recipients;
    private final Inbox inbox;
    private final Devices devices;
    private final Deliveries deliveries;
    private final Templates templates;
    private final PushProviders providers;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Tell(
            Recipients recipients,
            Inbox inbox,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            PushProviders providers,
            FieldCipher cipher,
            InstantSource clock) {
        this.recipients = recipients;
        this.inbox = inbox;
        this.devices = devices;
        this.deliveries = deliveries;
        this.templates = templates;
        this.providers = providers;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Tells it once; nothing happens for somebody who was deleted. */
    public Mono<Void> resident(News news) {
        Template template = templates.newest(news.template());
        return recipients
                .takeTurn(news.resident())
                .flatMap(turn ->
                        inbox.add(toItem(news, template, turn))
                                .flatMap(added -> push(news, template, turn.recipient(), added)));
    }

    private Mono<Void> push(News news, Template template, Recipient recipient, Inbox.Added added) {
        String tag = tag(recipient, news.subject());
        return (added.overtaken() ? Mono.<Void>empty() : deliveries.supersede(recipient.id(), tag))
                .thenMany(devices.reachableOf(recipient.id()))
                .map(device -> toDelivery(news, template, recipient, added, tag, device))
                .collectList()
                .flatMap(deliveries::add);
    }

    private NewDelivery toDelivery(
            News news,
            Template template,
            Recipient recipient,
            Inbox.Added added,
            String tag,
            Device device) {
        Instant now = clock.instant();
        return new NewDelivery(
                added.id(),
                recipient.id(),
                device.id(),
                device.provider(),
                news.lane(),
                tag,
                template,
                recipient.language().or(device::language).orElse(Language.ZH_HANS),
                now,
                news.validUntil().orElse(now.plus(news.lane().life())),
                skip(added, device));
    }

    private Optional<Skip> skip(Inbox.Added added, Device device) {
        if (added.overtaken()) {
            return Optional.of(Skip.OVERTAKEN);
        }
        return providers.isOn(device.provider())
                ? Optional.empty()
                : Optional.of(Skip.PROVIDER_OFF);
    }

    private static NewItem toItem(News news, Template template, Recipient.Turn turn) {
        return new NewItem(
                turn.recipient().id(),
                turn.seq(),
                news.source(),
                news.sourceKey(),
                news.subject(),
                template,
                news.facts(),
                news.link(),
                news.occurredAt(),
                news.validUntil());
    }

    /** Tells push services that two messages belong together, and nothing else. */
    private String tag(Recipient recipient, String subject) {
        byte[] hash = cipher.lookup(recipient.id() + " " + subject, TAG);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(hash, TAG_BYTES));
    }
}
