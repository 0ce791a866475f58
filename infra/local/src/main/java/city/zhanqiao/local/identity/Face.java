package city.zhanqiao.local.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three issuers of the stack: one each for residents, staff and services. */
public enum Face {
    RESIDENTS,
    STAFF,
    SERVICES;

    /** The first word of the path, which is also the issuer's name. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whom its access tokens are for. */
    public String audience() {
        return "zhanqiao-" + path();
    }

    static Optional<Face> ofPath(String path) {
        return Arrays.stream(values()).filter(face -> face.path().equals(path)).findFirst();
    }
}
