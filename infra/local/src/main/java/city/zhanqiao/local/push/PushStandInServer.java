package city.zhanqiao.local.push;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** The stand-in as a program of its own, for containers: it listens on all addresses. */
final class PushStandInServer {

    private static final String EVERYWHERE = "0.0.0.0";

    private PushStandInServer() {}

    /**
     * Runs until it is stopped.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        PushStandIn standIn = PushStandIn.start(EVERYWHERE, port, InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    standIn.close();
                                    stopped.countDown();
                                },
                                "stop"));
        stopped.await();
    }
}
