package city.zhanqiao.city.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

import java.util.List;

/**
 * Fails whatever waits on an event loop because our code asked for it. Short locks and first reads
 * of class files inside libraries are theirs to answer for; BlockHound would report them by chance.
 * It finds this guard by itself in the tests of every module.
 */
public final class BlockingGuard implements BlockHoundIntegration {

    private static final List<String> PLATFORM =
            List.of("java.", "jdk.", "sun.", "reactor.blockhound.", BlockingGuard.class.getName());

    @Override
    public void applyTo(BlockHound.Builder guard) {
        guard.blockingMethodCallback(BlockingGuard::judge)
                // /dev/urandom never waits once the machine is up.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // Read from the class path at the first use, kept from then on.
                .allowBlockingCallsInside("java.util.ResourceBundle", "getBundle")
                .allowBlockingCallsInside("city.zhanqiao.city.reference.ReferenceFile", "rows");
    }

    private static void judge(BlockingMethod method) {
        if (isAskedForByUs()) {
            throw new BlockingOperationError(method);
        }
    }

    private static boolean isAskedForByUs() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.map(StackWalker.StackFrame::getClassName)
                                .filter(name -> PLATFORM.stream().noneMatch(name::startsWith))
                                .findFirst()
                                .filter(name -> name.startsWith("city.zhanqiao."))
                                .isPresent());
    }
}
