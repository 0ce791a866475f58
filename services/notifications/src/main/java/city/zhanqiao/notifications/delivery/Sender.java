package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.push.Push;
import city.zhanqiao.notifications.push.PushProvider;
import city.zhanqiao.notifications.push.PushResult;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Mono;

import java.util.Map;

/** Writes a claimed delivery as a push and sends it. */
final class Sender {

    private final PushProvider provider;
    private final Devices devices;
    private final Templates templates;

    Sender(PushProvider provider, Devices devices, Templates templates) {
        this.provider = provider;
        this.devices = devices;
        this.templates = templates;
    }

    Provider provider() {
        return provider.provider();
    }

    String name() {
        return provider().name();
    }

    /** Never errors: a message that cannot be written is refused like one that is not taken. */
    Mono<PushResult> send(Lane lane, Claimed claimed) {
        return Mono.defer(() ->
                        provider.send(
                                toPush(lane, claimed),
                                devices.open(provider(), claimed.addressKind(), claimed.address())))
                .onErrorResume(fault -> Mono.just(new PushResult.Refused("CANNOT_BE_WRITTEN")));
    }

    private Push toPush(Lane lane, Claimed claimed) {
        Template template = templates.pinned(claimed.template(), claimed.templateVersion());
        Language language = Recipients.toLanguage(claimed.language()).orElse(Language.ZH_HANS);
        Template.Words words = template.push(language, Map.of());
        return new Push(
                claimed.message(),
                claimed.tag(),
                template.kind().name(),
                words.title(),
                words.body(),
                language.tag(),
                lane != Lane.NOTICE,
                claimed.leftForUse());
    }
}
