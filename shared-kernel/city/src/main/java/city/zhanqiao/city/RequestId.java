package city.zhanqiao.city;

/** The name of one request, the same in every answer, log line and audit row that it causes. */
public final class RequestId {

    /** The key under which a reactive context carries it, as a {@link String}. */
    public static final String CONTEXT_KEY = "zhanqiao.request-id";

    private RequestId() {}
}
