package city.zhanqiao.load.storm;

/** What a resident was told in the end. */
sealed interface Story {

    String resident();

    /** A confirmation was answered with 2xx. */
    record Booked(String resident, String booking) implements Story {}

    /** Everything was taken. */
    record TooLate(String resident) implements Story {}

    /** Something else, which should not happen. */
    record Odd(String resident, String answer) implements Story {}
}
