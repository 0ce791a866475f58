package city.zhanqiao.pilots;

/** One running service for the tests that leave the pilots of the others alone. */
final class SharedCity {

    static final String TODAY = "2026-11-24T02:00:00Z";
    static final PilotsCity CITY = PilotsCity.startAt(TODAY);
    static final String PAN = PilotsCity.office("s-pan");
    static final String LU = PilotsCity.office("s-lu");

    private SharedCity() {}
}
