package city.zhanqiao.load.scale;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Nine o'clock in a large city, second by second: those who came early are drawn by lot, the others
 * follow in their order, the room admits as many as the bookings can bear, and who is admitted
 * needs some time to choose. Seeded: the same people give the same morning.
 */
public final class MillionRush {

    /** Of all who want a place, so many are there before the hour. */
    private static final double EARLY = 0.6;

    /** Later ones come less and less: the mean of an exponential delay, seconds. */
    private static final double LATE_MEAN = 120;

    /** From being admitted to holding a place, seconds. */
    private static final int CHOOSE_LEAST = 5;

    private static final int CHOOSE_MOST = 40;

    /** So many let their hold run out; the place is free again afterwards. */
    private static final double LAPSES = 0.08;

    private static final int HOLD_SECONDS = 300;
    private static final int LONGEST = 6 * 3600;

    private final City city;
    private final Rates rates;
    private final Random chance;

    /**
     * @param seed decides who comes when
     */
    public MillionRush(City city, Rates rates, long seed) {
        this.city = city;
        this.rates = rates;
        this.chance = new Random(seed);
    }

    /** Lets the morning happen. */
    public Morning happen() {
        int[] came = arrivals();
        int early = (int) (city.residents() * EARLY);
        // Arrivals are sorted after the lot, so the index is the number on the ticket.
        PriorityQueue<Integer> choosing = new PriorityQueue<>();
        PriorityQueue<Integer> lapsing = new PriorityQueue<>();
        int[] told = new int[city.residents()];
        int admitted = 0;
        int inRoom = early;
        int free = city.places();
        int confirmed = 0;
        int soldOutAt = 0;
        long mostPolls = 0;
        for (int second = 0; second < LONGEST && admitted < city.residents(); second++) {
            while (inRoom < city.residents() && came[inRoom] <= second) {
                inRoom++;
            }
            mostPolls = Math.max(mostPolls, (inRoom - admitted) / city.pollSeconds());
            while (!lapsing.isEmpty() && lapsing.peek() <= second) {
                lapsing.poll();
                free++;
            }
            int bookings = 0;
            while (bookings < rates.bookings()
                    && free > 0
                    && !choosing.isEmpty()
                    && choosing.peek() <= second) {
                choosing.poll();
                bookings++;
                free--;
                if (chance.nextDouble() < LAPSES) {
                    lapsing.add(second + HOLD_SECONDS);
                } else {
                    confirmed++;
                }
            }
            boolean over = free == 0 && lapsing.isEmpty();
            if (over && soldOutAt == 0) {
                soldOutAt = second;
            }
            int more = over ? rates.refusals() : Math.max(0, rates.bookings() - choosing.size());
            for (int n = 0; n < more && admitted < inRoom; n++, admitted++) {
                told[admitted] = second - Math.max(0, came[admitted]);
                if (!over) {
                    choosing.add(
                            second + CHOOSE_LEAST + chance.nextInt(CHOOSE_MOST - CHOOSE_LEAST + 1));
                }
            }
        }
        int[] waits = Arrays.copyOf(told, admitted);
        Arrays.sort(waits);
        return new Morning(
                confirmed,
                soldOutAt,
                waits[waits.length / 2],
                waits[(int) (waits.length * 0.99)],
                mostPolls,
                admitted);
    }

    /** Seconds after nine by ticket number; who was there before came at 0. */
    private int[] arrivals() {
        int early = (int) (city.residents() * EARLY);
        int[] came = new int[city.residents()];
        for (int n = early; n < came.length; n++) {
            came[n] = (int) (-Math.log(1 - chance.nextDouble()) * LATE_MEAN);
        }
        Arrays.sort(came);
        return came;
    }

    /**
     * Who wants what.
     *
     * @param residents that want a place this morning
     * @param places that are released at nine
     * @param pollSeconds between two looks of a waiting phone at where it stands
     */
    public record City(int residents, int places, int pollSeconds) {}

    /**
     * What the whole installation can do in a second.
     *
     * @param bookings confirmed, each a hold and a confirmation
     * @param refusals when nothing is left
     */
    public record Rates(int bookings, int refusals) {}

    /**
     * What came of it.
     *
     * @param confirmed places that somebody has
     * @param soldOutAt seconds after nine; 0 if places were left
     * @param medianWait seconds until a resident was let in or told that all is gone
     * @param longWait the same for the unluckiest of a hundred
     * @param mostPolls looks at the room in the busiest second
     * @param told residents who know where they are
     */
    public record Morning(
            int confirmed, int soldOutAt, int medianWait, int longWait, long mostPolls, int told) {}
}
