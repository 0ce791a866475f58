package city.zhanqiao.city.property;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a fact against many generated cases. The seed is printed, stands in every failure, and is
 * set again by {@code -Dzhanqiao.seed=…}.
 */
public final class Property {

    /** The seed of this run, the same for all properties. */
    private static final long SEED = Long.getLong("zhanqiao.seed", System.nanoTime());

    private Property() {}

    /**
     * Checks a fact.
     *
     * @param cases how many
     * @param fact draws its case from the given randomness and asserts
     */
    public static void holds(int cases, Consumer<Random> fact) {
        System.out.println("seed: -Dzhanqiao.seed=" + SEED);
        Random random = new Random(SEED);
        for (int number = 1; number <= cases; number++) {
            check(number, random, fact);
        }
    }

    private static void check(int number, Random random, Consumer<Random> fact) {
        try {
            fact.accept(random);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "case %d of seed %d (-Dzhanqiao.seed=%d): %s"
                            .formatted(number, SEED, SEED, e.getMessage()),
                    e);
        }
    }
}
