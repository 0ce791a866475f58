package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.trace.Traces;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.push.Address;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.push.Push;
import city.zhanqiao.notifications.push.PushProvider;
import city.zhanqiao.notifications.push.PushResult;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.notifications.template.Templates;
import city.zhanqiao.web.language.Language;

import io.micrometer.common.KeyValues;

import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Writes a claimed delivery as a push and sends it. */
final class Sender {

    private final PushProvider provider;
    private final Devices devices;
    private final Templates templates;
    private final Traces traces;
    private final JsonMapper json;

    Sender(
            PushProvider provider,
            Devices devices,
            Templates templates,
            Traces traces,
            JsonMapper json) {
        this.traces = traces;
        this.json = json;
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

    /**
     * What came of an attempt.
     *
     * @param telling whether it says something about the push service
     */
    record Answer(PushResult result, boolean telling) {}

    /** Never errors: a message that cannot be written is refused like one that is not taken. */
    Mono<Answer> send(Lane lane, Claimed claimed) {
        return traces.observe(
                        "zhanqiao.push",
                        claimed.traceparent(),
                        KeyValues.of("provider", name(), "lane", lane.name()),
                        write(lane, claimed))
                .onErrorResume(fault ->
                        Mono.just(new Answer(new PushResult.Refused("CANNOT_BE_WRITTEN"), false)));
    }

    private Mono<Answer> write(Lane lane, Claimed claimed) {
        return Mono.defer(() ->
                claimed.topic()
                        .map(topic -> provider.sendToTopic(toPush(lane, claimed), topic))
                        .map(Sender::telling)
                        .orElseGet(() -> sendToDevice(lane, claimed)));
    }

    private Mono<Answer> sendToDevice(Lane lane, Claimed claimed) {
        Address address = devices.open(provider(), claimed.addressKind(), claimed.address());
        return Rehearsal.of(address.value())
                .map(rehearsal -> Mono.just(new Answer(rehearsal.result(), false)))
                .orElseGet(() -> telling(provider.send(toPush(lane, claimed), address)));
    }

    private static Mono<Answer> telling(Mono<PushResult> result) {
        return result.map(one -> new Answer(one, true));
    }

    private Push toPush(Lane lane, Claimed claimed) {
        Template template = templates.pinned(claimed.template(), claimed.templateVersion());
        Language language = Recipients.toLanguage(claimed.language()).orElse(Language.ZH_HANS);
        Template.Words words = template.push(language, facts(claimed));
        return new Push(
                claimed.message(),
                claimed.tag(),
                template.kind().name(),
                words.title(),
                words.body(),
                language.tag(),
                claimed.largeText(),
                lane != Lane.NOTICE,
                claimed.leftForUse());
    }

    private Map<String, String> facts(Claimed claimed) {
        return claimed.facts()
                .map(facts -> json.readValue(facts, new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }
}
