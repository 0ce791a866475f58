package city.zhanqiao.city.identity;

import java.util.Arrays;
import java.util.Optional;

/** How surely the city knows who a resident is (实名等级); the token's {@code acr} claim. */
public enum RealNameLevel {
    /** Guest. */
    L0,
    /** Phone number confirmed. */
    L1,
    /** Name and resident number matched. */
    L2,
    /** Live person check (实人). */
    L3,
    /** Checked at a window or by certificate. */
    L4;

    /** Whether this level is at least as sure as the other. */
    public boolean reaches(RealNameLevel needed) {
        return compareTo(needed) >= 0;
    }

    /** Reads the {@code acr} claim; anything unknown gives nothing, which callers treat as L0. */
    public static Optional<RealNameLevel> ofCode(String code) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
