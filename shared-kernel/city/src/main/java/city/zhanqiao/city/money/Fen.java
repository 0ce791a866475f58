package city.zhanqiao.city.money;

/**
 * An amount of money in fen (分), a hundredth of a yuan. Never negative: fees and allowances are
 * owed or not, and their direction is told by what they are.
 *
 * @param value 0 or more
 */
public record Fen(long value) implements Comparable<Fen> {

    /** Nothing to pay. */
    public static final Fen NONE = new Fen(0);

    private static final int FEN_PER_YUAN = 100;

    /**
     * Takes an amount.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Fen {
        if (value < 0) {
            throw new IllegalArgumentException("negative amount");
        }
    }

    /** Whole yuan. */
    public static Fen ofYuan(long yuan) {
        return new Fen(Math.multiplyExact(yuan, FEN_PER_YUAN));
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException beyond 92 quadrillion yuan
     */
    public Fen plus(Fen more) {
        return new Fen(Math.addExact(value, more.value));
    }

    /**
     * The same amount several times.
     *
     * @param count 0 or more
     */
    public Fen times(int count) {
        return new Fen(Math.multiplyExact(value, count));
    }

    /** Whether there is nothing to pay. */
    public boolean isNone() {
        return value == 0;
    }

    /** For people: {@code 12.05元}. */
    public String format() {
        return "%d.%02d元".formatted(value / FEN_PER_YUAN, value % FEN_PER_YUAN);
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return format();
    }
}
