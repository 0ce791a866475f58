package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Caller;

import org.springframework.web.server.ServerWebExchange;

/** Who makes a request. */
public final class Callers {

    private static final String ATTRIBUTE = Caller.class.getName();

    private Callers() {}

    /** The caller; a guest where no token was asked for. */
    public static Caller of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, new Caller.Guest());
    }

    /** Such as {@code resident}; for logs and metrics, where names have no place. */
    public static String kind(Caller caller) {
        return switch (caller) {
            case Caller.Guest _ -> "guest";
            case Caller.Resident _ -> "resident";
            case Caller.Staff _ -> "staff";
            case Caller.Service _ -> "service";
        };
    }

    static void set(ServerWebExchange exchange, Caller caller) {
        exchange.getAttributes().put(ATTRIBUTE, caller);
    }
}
