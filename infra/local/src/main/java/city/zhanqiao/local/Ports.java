package city.zhanqiao.local;

/**
 * The ports of the stack. They lie in one block, so that one setting moves them all: the gateway
 * first, the services after it, then what serves them, then the ports for health and measurements.
 *
 * @param gateway 1024 to 65435
 */
public record Ports(int gateway) {

    private static final int ISSUER = 10;
    private static final int PUSH = 11;
    private static final int POSTGRES = 12;
    private static final int REDIS = 13;
    private static final int MANAGEMENT = 20;

    /** How many services fit between the gateway and the issuer. */
    public static final int SERVICES = ISSUER - 1;

    private static final int HIGHEST = 65_535 - MANAGEMENT - ISSUER;

    public Ports {
        if (gateway < 1024 || gateway > HIGHEST) {
            throw new CannotStart(
                    "The port must lie between 1024 and " + HIGHEST + ", not " + gateway + ".");
        }
    }

    /** The gateway has number 0, services have 1 to {@link #SERVICES}. */
    public int service(int number) {
        return gateway + number;
    }

    /** Health and measurements of the same service. */
    public int management(int number) {
        return gateway + MANAGEMENT + number;
    }

    public int issuer() {
        return gateway + ISSUER;
    }

    public int push() {
        return gateway + PUSH;
    }

    public int postgres() {
        return gateway + POSTGRES;
    }

    public int redis() {
        return gateway + REDIS;
    }
}
