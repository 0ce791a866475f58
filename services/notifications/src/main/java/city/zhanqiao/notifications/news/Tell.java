package city.zhanqiao.notifications.news;

import city.zhanqiao.notifications.AfterCommit;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.delivery.NewDelivery.Skip;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Inbox;
import city.zhanqiao.notifications.inbox.InboxBell;
import city.zhanqiao.notifications.inbox.NewItem;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Optional;

/**
 * Tells a resident something: into the inbox, which is the truth, and on to the devices, as a hint.
 * Runs in the transaction of the event that brought the news.
 */
public final class Tell {

    private final Recipients recipients;
    private final Preferences preferences;
    private final Inbox inbox;
    private final InboxBell bell;
    private final Devices devices;
    private final Deliveries deliveries;
    private final Templates templates;
    private final Reach reach;
    private final Tags tags;

    Tell(
            Recipients recipients,
            Preferences preferences,
            Inbox inbox,
            InboxBell bell,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            Reach reach,
            Tags tags) {
        this.recipients = recipients;
        this.preferences = preferences;
        this.inbox = inbox;
        this.bell = bell;
        this.devices = devices;
        this.deliveries = deliveries;
        this.templates = templates;
        this.reach = reach;
        this.tags = tags;
    }

    /** Tells it once; nothing happens for somebody who was deleted. */
    public Mono<Void> resident(News news) {
        Template template = templates.newest(news.template());
        return recipients
                .takeTurn(news.resident())
                .flatMap(turn ->
                        inbox.add(toItem(news, template, turn))
                                .flatMap(added -> pass(news, template, turn.recipient(), added)));
    }

    private Mono<Void> pass(News news, Template template, Recipient recipient, Inbox.Added added) {
        Message message = toMessage(news, template, recipient, added);
        return preferences
                .of(recipient.id())
                .zipWith(devices.reachableOf(recipient.id()).collectList())
                .map(both -> reach.of(message, recipient, both.getT1(), both.getT2()))
                .flatMap(deliveries::add)
                .then(AfterCommit.run(() -> bell.ring(recipient.id())));
    }

    private Message toMessage(
            News news, Template template, Recipient recipient, Inbox.Added added) {
        return new Message(
                added.id(),
                template,
                news.lane(),
                tags.of(recipient.id(), news.subject()),
                Instant.EPOCH,
                news.validUntil().orElseGet(() -> news.occurredAt().plus(news.lane().life())),
                added.overtaken() ? Optional.of(Skip.OVERTAKEN) : Optional.empty(),
                false);
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
}
