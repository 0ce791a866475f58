package city.zhanqiao.web.production;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What production must not be told: development keys, issuers on this machine, stand-ins, and what
 * would silently fall back to them. Settings are read by name, because every program is checked by
 * the same rules and knows only some of them.
 */
final class ProductionRules {

    private static final Pattern HERE =
            Pattern.compile(
                    "localhost|.*\\.(localhost|local|test|invalid|example)|127\\..*|0\\.0\\.0\\.0"
                            + "|\\[?::1?]?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DEVELOPMENT_ID =
            Pattern.compile("(local|dev|test|demo|k\\d).*", Pattern.CASE_INSENSITIVE);

    /** Passwords that are in every list of passwords. */
    private static final Set<String> WELL_KNOWN =
            Set.of("postgres", "password", "secret", "changeme", "change-me", "admin", "zhanqiao");

    private static final int SHORTEST_SECRET = 16;

    private final Environment environment;
    private final List<Unfit> unfit = new ArrayList<>();

    private ProductionRules(Environment environment) {
        this.environment = environment;
    }

    static List<Unfit> findUnfit(Environment environment) {
        ProductionRules rules = new ProductionRules(environment);
        rules.profiles();
        rules.identity();
        rules.keys();
        rules.peers();
        rules.standIns();
        rules.database();
        rules.uploads();
        rules.vouchers();
        return List.copyOf(rules.unfit);
    }

    private void profiles() {
        if (environment.matchesProfiles(Profiles.LOCAL)) {
            refuse("spring.profiles.active", "\"local\" and \"production\" exclude each other");
        }
    }

    private void identity() {
        for (String face : List.of("residents", "staff", "services")) {
            String issuer = "zhanqiao.identity." + face;
            mustLeadAway(issuer + ".issuer");
            mustLeadAway(issuer + ".jwks-uri");
            mustBeSet(issuer + ".audience", "tokens for any audience would be let in");
        }
        mustLeadAway("zhanqiao.identity.client.token-uri");
        mustBeSecret("zhanqiao.identity.client.client-secret");
    }

    /** Only where there is a database; a program without one has no keys. */
    private void keys() {
        String active = "zhanqiao.encryption.active-key";
        find(active)
                .filter(id -> DEVELOPMENT_ID.matcher(id).matches())
                .ifPresent(_ -> refuse(active, "the name of a development key"));
        Map<String, String> keys =
                Binder.get(environment)
                        .bind(
                                "zhanqiao.encryption.keys",
                                Bindable.mapOf(String.class, String.class))
                        .orElse(Map.of());
        keys.forEach((id, key) -> mustBeRandom("zhanqiao.encryption.keys." + id, key));
        String lookup = "zhanqiao.encryption.lookup-key";
        find(lookup)
                .ifPresent(key -> {
                    mustBeRandom(lookup, key);
                    if (keys.containsValue(key)) {
                        refuse(lookup, "the same key seals values; each use needs its own");
                    }
                });
    }

    /** The addresses in the programs' own files are those of one machine. */
    private void peers() {
        Binder.get(environment)
                .bind("zhanqiao.peers", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach((peer, address) -> {
                    if (isHere(address)) {
                        refuse("zhanqiao.peers." + peer, "leads to this machine");
                    }
                });
    }

    private void standIns() {
        String firebase = "zhanqiao.push.fcm.base-url";
        find(firebase).ifPresent(_ -> refuse(firebase, "leads pushes to a stand-in"));
        for (String relay : List.of("sms", "webhook")) {
            String url = "zhanqiao.push.%s.url".formatted(relay);
            find(url)
                    .filter(ProductionRules::isHere)
                    .ifPresent(_ -> refuse(url, "leads to this machine"));
        }
    }

    private void database() {
        for (String setting : List.of("spring.r2dbc.password", "spring.flyway.password")) {
            find(setting)
                    .filter(WELL_KNOWN::contains)
                    .ifPresent(_ -> refuse(setting, "a password of development"));
        }
    }

    /** What people hand in is scanned and kept: materials of cases, attachments of notices. */
    private void uploads() {
        if (isProgram("applications")) {
            uploads("zhanqiao.materials");
        } else if (isProgram("notices")) {
            uploads("zhanqiao.attachments");
        }
    }

    private void uploads(String what) {
        mustBeSet(
                what + ".scan.host",
                "without a scanner only a test signature is recognised in uploads");
        boolean folder = !"s3".equalsIgnoreCase(environment.getProperty(what + ".store"));
        String place = what + ".folder";
        if (folder && !environment.getProperty(place, "").startsWith("/")) {
            refuse(place, "uploads would lie in the folder of development; name a full path");
        }
    }

    private void vouchers() {
        if (isProgram("applications")) {
            mustLeadAway("zhanqiao.vouchers.public-address");
        }
    }

    private boolean isProgram(String name) {
        return name.equals(environment.getProperty("spring.application.name"));
    }

    private void mustLeadAway(String setting) {
        Optional<String> value = find(setting);
        if (value.isEmpty()) {
            refuse(setting, "is not set");
        } else if (isHere(value.get())) {
            refuse(setting, "leads to this machine or to a name that is kept for tests");
        } else if (!value.get().startsWith("https://")) {
            refuse(setting, "is not reached over HTTPS");
        }
    }

    private void mustBeSet(String setting, String otherwise) {
        if (find(setting).isEmpty()) {
            refuse(setting, "is not set: " + otherwise);
        }
    }

    private void mustBeSecret(String setting) {
        String value = find(setting).orElse("");
        if (value.length() < SHORTEST_SECRET || WELL_KNOWN.contains(value)) {
            refuse(setting, "is shorter than %d characters".formatted(SHORTEST_SECRET));
        }
    }

    private void mustBeRandom(String setting, String key) {
        if (!RandomLooking.test(key)) {
            refuse(setting, "a development key: its bytes count up or repeat");
        }
    }

    private Optional<String> find(String setting) {
        return Optional.ofNullable(environment.getProperty(setting))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private void refuse(String setting, String reason) {
        unfit.add(new Unfit(setting, reason));
    }

    private static boolean isHere(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && HERE.matcher(host).matches();
        } catch (IllegalArgumentException notAnAddress) {
            return false; // whoever binds the setting says so with more to tell
        }
    }
}
