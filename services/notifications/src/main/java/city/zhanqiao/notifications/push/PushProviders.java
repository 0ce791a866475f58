package city.zhanqiao.notifications.push;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The push services that are switched on. */
public final class PushProviders {

    private final Map<Provider, PushProvider> on;

    PushProviders(Collection<PushProvider> on) {
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

    /** Whether anything can be sent through it. */
    public boolean isOn(Provider provider) {
        return on.containsKey(provider);
    }
}
