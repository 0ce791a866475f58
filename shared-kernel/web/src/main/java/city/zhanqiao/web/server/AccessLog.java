package city.zhanqiao.web.server;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.web.identity.Callers;
import city.zhanqiao.web.request.RequestInfo;
import city.zhanqiao.web.request.RequestLogs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * One line for one request: method, route, status, milliseconds, kind of caller. The route is the
 * pattern and not the path, and there is no query: both may name people.
 */
public final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger("city.zhanqiao.web.access-log");

    private AccessLog() {}

    /**
     * Writes the line.
     *
     * @param status of the answer, or {@code gone}
     * @param took in nanoseconds
     */
    public static void write(
            RequestInfo request, Object route, Object status, long took, Caller caller) {
        if (log.isInfoEnabled()) {
            RequestLogs.within(
                    request,
                    () ->
                            log.info(
                                    "{} {} {} {}ms {}",
                                    request.method(),
                                    route,
                                    status,
                                    TimeUnit.NANOSECONDS.toMillis(took),
                                    Callers.kind(caller)));
        }
    }
}
