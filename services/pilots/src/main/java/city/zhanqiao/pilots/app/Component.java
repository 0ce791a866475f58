package city.zhanqiao.pilots.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A part of the city's system that can be in maintenance. What needs a part that is in maintenance
 * is in maintenance too.
 */
enum Component {
    /** The log-in; nothing of residents works without it. */
    IDENTITY,
    RESIDENTS,
    APPLICATIONS,
    MATERIALS,
    APPOINTMENTS,
    WAITLIST,
    TICKETS,
    NOTIFICATIONS,
    NOTICES,
    PILOTS;

    /** Itself and all that need it, as services or nouns of addresses, in alphabetical order. */
    List<String> affects() {
        return Arrays.stream(values())
                .filter(this::isNeededBy)
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private boolean isNeededBy(Component part) {
        return part == this || part.needs().stream().anyMatch(this::isNeededBy);
    }

    /** What it cannot do without; open reading of notices and scenarios needs nobody. */
    private List<Component> needs() {
        return switch (this) {
            case IDENTITY, NOTICES, PILOTS -> List.of();
            case RESIDENTS, NOTIFICATIONS -> List.of(IDENTITY);
            // They ask residents who may act for whom.
            case APPLICATIONS, APPOINTMENTS -> List.of(RESIDENTS);
            case MATERIALS -> List.of(APPLICATIONS);
            case WAITLIST, TICKETS -> List.of(APPOINTMENTS);
        };
    }
}
