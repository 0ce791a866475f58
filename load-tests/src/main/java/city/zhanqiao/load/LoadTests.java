package city.zhanqiao.load;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import city.zhanqiao.load.bench.BenchSettings;
import city.zhanqiao.load.bench.Benches;
import city.zhanqiao.load.lab.CannotMeasure;

import org.slf4j.LoggerFactory;

/** Runs what is named: {@code all} benches, or some with commas between them. */
final class LoadTests {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LoadTests.class);

    private LoadTests() {}

    /** Ends with 1 when something could not be measured or a floor was not reached. */
    public static void main(String... names) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        int status = 1;
        try {
            status =
                    Benches.run(
                                    String.join(",", names).split(",", -1),
                                    BenchSettings.fromProperties())
                            ? 0
                            : 1;
        } catch (CannotMeasure reason) {
            System.err.println(reason.getMessage());
        } catch (RuntimeException | Error fault) {
            log.error("The measurement broke off", fault);
        } finally {
            // The servers of the lab have threads of their own.
            System.exit(status);
        }
    }
}
