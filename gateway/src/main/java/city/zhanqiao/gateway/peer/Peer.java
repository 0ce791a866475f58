package city.zhanqiao.gateway.peer;

import java.util.Locale;

/** The services of the city, in the order in which the stack numbers them. */
public enum Peer {
    APPLICATIONS,
    RESIDENTS,
    NOTIFICATIONS,
    PILOTS,
    APPOINTMENTS,
    NOTICES;

    private final String service = name().toLowerCase(Locale.ROOT);

    /** The name under which it stands in {@code zhanqiao.peers} and in the API document. */
    public String service() {
        return service;
    }
}
