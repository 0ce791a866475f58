package city.zhanqiao.local.service;

/** A program of the city that runs, in this JVM or in one of its own. */
sealed interface RunningService extends AutoCloseable permits ServiceContext, ServiceProcess {

    /** Which program. */
    CityService service();

    /**
     * Waits until it takes requests.
     *
     * @throws city.zhanqiao.local.CannotStart if it gives up
     */
    void awaitReady() throws InterruptedException;

    /** Stops it; requests under way are answered first. */
    @Override
    void close();
}
