package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Access;

import java.util.Arrays;
import java.util.Optional;

/** The faces of a service: who is spoken to below which path. */
public enum Face {
    RESIDENTS("/api/", Access.By.RESIDENT),
    STAFF("/admin/", Access.By.STAFF),
    SERVICES("/internal/", Access.By.SERVICE),
    OPEN("/open/", Access.By.ANYONE);

    private final String prefix;
    private final Access.By by;

    Face(String prefix, Access.By by) {
        this.prefix = prefix;
        this.by = by;
    }

    /**
     * The face a path or path pattern lies below; empty for technical paths such as the API
     * document.
     */
    public static Optional<Face> of(String path) {
        return Arrays.stream(values()).filter(face -> path.startsWith(face.prefix)).findFirst();
    }

    /** Whether answers may hold what only this caller may see. */
    public boolean isPersonal() {
        return this != OPEN;
    }

    /** Who is spoken to. */
    public Access.By by() {
        return by;
    }

    String pattern() {
        return prefix + "**";
    }
}
