package city.zhanqiao.residents.authority;

import java.util.Optional;
import java.util.UUID;

/**
 * Whether somebody may act for another now.
 *
 * @param reason why not
 * @param kind by what right
 * @param proxyId the proxy it rests on, for the record of the act
 */
record Verdict(
        boolean allowed, Optional<Reason> reason, Optional<Kind> kind, Optional<UUID> proxyId) {

    /** By what right. */
    enum Kind {
        SELF,
        GUARDIAN,
        PROXY,
        FIRM_AGENT
    }

    /** Why not. */
    enum Reason {
        /** Nothing binds the two. */
        NO_AUTHORITY,
        /** There is authority, but for other matters. */
        OUTSIDE_AUTHORITY,
        NOT_YET_VALID,
        EXPIRED,
        WITHDRAWN,
        /** The child has had the 14th birthday. */
        CHILD_IS_14,
        /** The agent says so, but neither a clerk nor the firm has confirmed it. */
        NOT_CONFIRMED
    }

    static Verdict yes(Kind kind) {
        return new Verdict(true, Optional.empty(), Optional.of(kind), Optional.empty());
    }

    static Verdict byProxy(UUID proxy) {
        return new Verdict(true, Optional.empty(), Optional.of(Kind.PROXY), Optional.of(proxy));
    }

    static Verdict no(Reason reason) {
        return new Verdict(false, Optional.of(reason), Optional.empty(), Optional.empty());
    }
}
