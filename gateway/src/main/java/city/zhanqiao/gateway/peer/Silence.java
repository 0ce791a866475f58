package city.zhanqiao.gateway.peer;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;

import io.netty.handler.timeout.ReadTimeoutException;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells the silence of a service apart from everything else that may go wrong. */
public final class Silence {

    private Silence() {}

    /** Whether the service refused, broke off or did not answer. */
    public static boolean isSilence(Throwable fault) {
        return isTimeOut(fault) || isLost(fault);
    }

    /** Whether the connection was refused or broke; a question may be asked again at once. */
    public static boolean isLost(Throwable fault) {
        return find(fault, IOException.class);
    }

    static ProblemException toProblem(Peer peer, Throwable fault) {
        var type =
                isTimeOut(fault)
                        ? GatewayProblem.UPSTREAM_TIME_OUT
                        : GatewayProblem.UPSTREAM_UNAVAILABLE;
        return new ProblemException(type, peer);
    }

    private static boolean isTimeOut(Throwable fault) {
        return find(fault, TimeoutException.class) || find(fault, ReadTimeoutException.class);
    }

    private static boolean find(Throwable fault, Class<? extends Throwable> wanted) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
