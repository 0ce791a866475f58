package city.zhanqiao.notifications.push;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The push services that are switched on. */
public final class PushProviders {

    private final Map<Provider, PushProvider> on;
    private final Set<Provider> afterConsent;

    PushProviders(Collection<PushProvider> on, Set<Provider> afterConsent) {
        this.afterConsent = Set.copyOf(afterConsent);
        this.on =
                on.stream()
                        .collect(
                                toMap(
                                        PushProvider::provider,
                                        provider -> provider,
                                        (one, other) -> one,
                                        () -> new EnumMap<>(Provider.class)));
    }

    /** All of them. */
    public Collection<PushProvider> all() {
        return on.values();
    }

    /** Whether a resident has to agree to it separately first (个人信息保护法 §39). */
    public boolean needsConsent(Provider provider) {
        return afterConsent.contains(provider);
    }

    /** Whether anything can be sent through it. */
    public boolean isOn(Provider provider) {
        return on.containsKey(provider);
    }
}
