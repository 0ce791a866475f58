package city.zhanqiao.load.push;

import static city.zhanqiao.load.push.Waiting.until;

import city.zhanqiao.load.lab.Program;

import java.time.Duration;
import java.time.Instant;

/**
 * Danger in a district: two persons of the city send it, two instances bring it to every phone, and
 * one of them is killed when half of the phones have it.
 */
public final class Emergency {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Other messages may be under way at the same time. */
    private static final String KIND = "EMERGENCY";

    private static final String UNDER_WAY =
            "SELECT count(*) FROM delivery WHERE state IN ('QUEUED', 'SENDING', 'RETRY')";

    private static final String UNFINISHED = "SELECT count(*) FROM campaign WHERE state <> 'DONE'";

    /** Firebase does nothing wrong here, so whatever needed two attempts was left by the dead. */
    private static final String TAKEN_OVER =
            "SELECT count(*) FROM delivery WHERE device IS NOT NULL AND attempt > 1";

    private final Town town;
    private final Program victim;
    private final Program survivor;

    /**
     * @param victim ready; it is killed
     * @param survivor ready
     */
    public Emergency(Town town, Program victim, Program survivor) {
        this.town = town;
        this.victim = victim;
        this.survivor = survivor;
    }

    /**
     * What came of it.
     *
     * @param toLast from the second person's word to the last phone, seconds
     * @param rate phones a second, from the first to the last
     * @param takenOver messages that the dead one had claimed and not recorded
     * @param again those of them that it had sent: the phone was asked twice and shows one
     * @param lost phones that never heard
     * @param doubled phones that show it twice
     */
    public record Outcome(
            double toLast, double rate, long takenOver, long again, long lost, long doubled) {}

    /**
     * Lets it happen to so many phones, whose owners live there already.
     *
     * @param holding Firebase holds back its answers when the one is killed, so that also among few
     *     phones some are between request and record
     */
    public Outcome strike(int phones, boolean holding) {
        StandIn standIn = town.standIn();
        standIn.clear();
        Instant said = new Staff(survivor.base()).warn();
        until(PATIENCE, "half of the phones", () -> standIn.tally().of(KIND) >= phones / 2);
        if (holding) {
            standIn.set(Fault.HANGING);
            until(PATIENCE, "all requests", () -> standIn.tally().of(KIND) >= phones);
        }
        victim.kill();
        standIn.set(Fault.NONE);
        until(
                PATIENCE,
                "the last phone",
                () -> town.place().count(UNFINISHED) == 0 && town.place().count(UNDER_WAY) == 0);
        Tally tally = standIn.tally();
        return new Outcome(
                tally.lastMicros() / 1e6 - said.toEpochMilli() / 1e3,
                tally.of(KIND) / tally.seconds(),
                town.place().count(TAKEN_OVER),
                tally.again(),
                phones - tally.of(KIND),
                tally.doubled());
    }
}
