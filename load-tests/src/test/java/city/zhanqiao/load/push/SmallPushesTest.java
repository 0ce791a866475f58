package city.zhanqiao.load.push;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Program;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the benches run, with small numbers, on two instances that start once: nothing is timed
 * here, but nothing may be lost or doubled. One instance ends by {@code kill -9} between requests
 * and their record.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmallPushesTest {

    private static final int PHONES = 600;

    private static Lab lab;
    private static Town town;
    private static Program first;
    private static Program second;

    @BeforeAll
    static void start() {
        lab = Lab.start(Path.of("").toAbsolutePath());
        town =
                Town.in(
                        lab,
                        Map.of(
                                "zhanqiao.delivery.alive",
                                "3s",
                                "zhanqiao.push.fcm.read-timeout",
                                "3s"));
        // Both at once: waiting for the one is the other's start-up too.
        first = town.instance("-XX:TieredStopAtLevel=1");
        second = town.instance("-XX:TieredStopAtLevel=1");
        first.awaitReady();
        second.awaitReady();
        town.populate(PHONES);
    }

    @AfterAll
    static void stop() {
        town.close();
        lab.close();
    }

    @Test
    @Order(1)
    void bringsNewsFromTheCommitToThePhone() {
        Flow.Outcome outcome = new Flow(town).run(100, Duration.ofSeconds(2));

        assertThat(outcome.lost()).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.median()).isPositive();
    }

    @Test
    @Order(2)
    void sendsInBulk() {
        assertThat(new Queue(town).sendFor(Duration.ofSeconds(1), 2_000)).isPositive();
    }

    @Test
    @Order(3)
    void tellsEveryStream() throws IOException {
        List<String> tokens = Files.readAllLines(lab.tokens(50));

        Streams.Outcome outcome = new Streams(second).run(tokens);

        assertThat(outcome.toAll()).isNotEmpty();
        assertThat(outcome.ended()).isZero();
    }

    /** The dead one had sent what it had not recorded: that is the moment that matters. */
    @Test
    @Order(4)
    void losesAndDoublesNothingWhenASenderIsKilledBetweenRequestAndRecord() {
        Emergency.Outcome outcome = new Emergency(town, first, second).strike(PHONES, true);

        assertThat(outcome.lost()).isZero();
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.again()).isPositive();
        assertThat(outcome.takenOver()).isGreaterThanOrEqualTo(outcome.again());
    }
}
