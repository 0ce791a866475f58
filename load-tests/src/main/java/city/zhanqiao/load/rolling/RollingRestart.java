package city.zhanqiao.load.rolling;

import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Replaces every copy of every program while residents read and act, and changes the key of the
 * sealed values on the way: known to all, then used, then the old one withdrawn ("Change keys" in
 * docs/operations.md).
 */
public final class RollingRestart {

    private static final int RESIDENTS = 6;
    private static final String PREFIX = "zhanqiao.encryption.";
    private static final long TIDYING_SECONDS = 120;

    /** Columns with sealed values of drafts; empty when all carry the new key. */
    private static final String OLD =
            """
            SELECT count(*) FROM application
             WHERE substring(form FROM 3 FOR 3) = 'old'::bytea
            """;

    private final Lab lab;
    private final String oldKey = key(32);
    private final String newKey = key(32);
    private final String lookupKey = key(32);
    private final List<String> told = new ArrayList<>();

    private RollingRestart(Lab lab) {
        this.lab = lab;
    }

    /**
     * Runs it once.
     *
     * @return sentences with what was done and seen
     * @throws CannotMeasure when a resident saw a failure or an act was lost
     */
    public static List<String> run(Lab lab) {
        return new RollingRestart(lab).run();
    }

    private List<String> run() {
        Fleet fleet = Fleet.start(lab, keys("old", Map.of("old", oldKey)));
        Residents residents = new Residents(lab, fleet.address(), RESIDENTS);
        try (residents) {
            fleet.use(keys("old", Map.of("old", oldKey, "new", newKey)));
            List<String> all = new ArrayList<>(Fleet.SERVICES);
            all.add(Fleet.GATEWAY);
            restart("every program; both keys are known", fleet, residents, all);
            fleet.use(keys("new", Map.of("old", oldKey, "new", newKey)));
            restart("applications; the new key seals", fleet, residents, List.of("applications"));
            awaitSealedAnew(fleet.place("applications"));
            fleet.use(keys("new", Map.of("new", newKey)));
            restart("applications; the old key is gone", fleet, residents, List.of("applications"));
        }
        verify(fleet, residents);
        return told;
    }

    private void restart(String what, Fleet fleet, Residents residents, List<String> programs) {
        long began = System.nanoTime();
        int before = residents.answered();
        int failedBefore = residents.failures().size();
        int processes = programs.stream().mapToInt(fleet::restart).sum();
        String sentence =
                "%s: %d processes replaced in %.0f s; %d requests answered, %d failed."
                        .formatted(
                                what,
                                processes,
                                (System.nanoTime() - began) / 1e9,
                                residents.answered() - before,
                                residents.failures().size() - failedBefore);
        System.out.println("  " + sentence);
        told.add(sentence);
    }

    private static void awaitSealedAnew(Place place) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIDYING_SECONDS);
        while (place.count(OLD) > 0) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure("old values are not sealed with the new key");
            }
            Thread.onSpinWait();
        }
    }

    private void verify(Fleet fleet, Residents residents) {
        if (!residents.failures().isEmpty()) {
            throw new CannotMeasure(
                    "residents saw %d failures:%n%s"
                            .formatted(
                                    residents.failures().size(),
                                    String.join("\n", residents.failures())));
        }
        List<String> kept = fleet.place("applications").texts("SELECT id::text FROM application");
        long lost = residents.drafts().stream().filter(id -> !kept.contains(id)).count();
        if (lost > 0) {
            throw new CannotMeasure(lost + " drafts that were acknowledged are not there");
        }
        told.add(
                "All %d acknowledged drafts are there; of the homes %d came without a part."
                        .formatted(residents.drafts().size(), residents.partial()));
    }

    private Map<String, String> keys(String active, Map<String, String> known) {
        Map<String, String> settings = new HashMap<>();
        settings.put(PREFIX + "active-key", active);
        settings.put(PREFIX + "lookup-key", lookupKey);
        known.forEach((id, key) -> settings.put(PREFIX + "keys." + id, key));
        return settings;
    }

    private static String key(int bytes) {
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
