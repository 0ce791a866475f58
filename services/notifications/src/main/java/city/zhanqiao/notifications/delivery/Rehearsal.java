package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.PushResult;

import java.util.Locale;
import java.util.Optional;

/**
 * Addresses that give every outcome without anything being sent, so that an app and an office can
 * try them out in any environment. What they give says nothing about the push service.
 */
enum Rehearsal {
    ACCEPTED {
        @Override
        PushResult result() {
            return new PushResult.Accepted("rehearsed");
        }
    },
    GONE {
        @Override
        PushResult result() {
            return new PushResult.AddressGone("REHEARSED");
        }
    },
    THROTTLED {
        @Override
        PushResult result() {
            return new PushResult.Throttled(Optional.empty());
        }
    },
    UNAVAILABLE {
        @Override
        PushResult result() {
            return new PushResult.Unavailable("REHEARSED", Optional.empty());
        }
    },
    AMBIGUOUS {
        @Override
        PushResult result() {
            return new PushResult.Ambiguous("REHEARSED");
        }
    },
    REFUSED {
        @Override
        PushResult result() {
            return new PushResult.Refused("REHEARSED");
        }
    };

    private static final String PREFIX = "zhanqiao-test:";

    abstract PushResult result();

    /** What an address such as {@code zhanqiao-test:accepted} stands for. */
    static Optional<Rehearsal> of(String address) {
        if (!address.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String name = address.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
        for (Rehearsal one : values()) {
            if (one.name().equals(name)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
