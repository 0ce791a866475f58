package city.zhanqiao.notifications.preference;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.template.Kind;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;

/** The choices of all residents. */
public final class Preferences {

    /** For queries that join {@code preference}, which may have no row for a resident. */
    public static final String COLUMNS =
            """
            preference.version AS preference_version, choices::text AS choices, quiet_from,
            quiet_until, digest
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM preference WHERE resident = :resident";

    /** Version 1 is that of a resident who chose nothing. */
    private static final String PUT =
            """
            INSERT INTO preference AS own (resident, version, choices, quiet_from, quiet_until, digest)
            SELECT :resident, 2, :choices::jsonb, :from, :until, :digest
             WHERE :seen IN (0, 1) OR EXISTS (SELECT 1 FROM preference WHERE resident = :resident)
            ON CONFLICT (resident) DO UPDATE
               SET version = own.version + 1, choices = excluded.choices,
                   quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                   digest = excluded.digest
             WHERE own.version = :seen OR :seen = 0
            RETURNING version
            """;

    /** Who is known under both ids has chosen with the one that is known now. */
    private static final String MOVE =
            """
            UPDATE preference SET resident = :resident
             WHERE resident = :former
               AND NOT EXISTS (SELECT 1 FROM preference WHERE resident = :resident)
            """;

    private static final String DELETE = "DELETE FROM preference WHERE resident = :resident";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final PreferenceSettings settings;

    Preferences(DatabaseClient database, JsonMapper json, PreferenceSettings settings) {
        this.database = database;
        this.json = json;
        this.settings = settings;
    }

    /** What a resident chose, or what holds for those who chose nothing. */
    public Mono<Preference> of(ResidentId resident) {
        return database.sql(FIND)
                .bind("resident", resident.value())
                .map(this::toPreference)
                .one()
                .defaultIfEmpty(usual());
    }

    /** Reads {@link #COLUMNS} of a row that may have none. */
    public Preference toPreference(Readable row) {
        return Columns.find(row, "preference_version", Long.class)
                .map(version ->
                        new Preference(
                                version,
                                toChoices(Columns.get(row, "choices", String.class)),
                                Columns.find(row, "quiet_from", LocalTime.class)
                                        .map(from -> toQuiet(row, from)),
                                Columns.get(row, "digest", Boolean.class)))
                .orElseGet(this::usual);
    }

    /** When the day's local notices ring together. */
    public LocalTime digestAt() {
        return settings.digestAt();
    }

    /**
     * Writes choices over those of a version; empty when they have changed since.
     *
     * @param seen empty for whichever there are
     */
    Mono<Long> put(ResidentId resident, Preference chosen, Optional<Long> seen) {
        GenericExecuteSpec put =
                database.sql(PUT)
                        .bind("resident", resident.value())
                        .bind("choices", json.writeValueAsString(chosen.choices()))
                        .bind("digest", chosen.digest())
                        .bind("seen", seen.orElse(0L));
        put = Columns.bind(put, "from", chosen.quiet().map(QuietHours::from), LocalTime.class);
        return Columns.bind(put, "until", chosen.quiet().map(QuietHours::until), LocalTime.class)
                .map(row -> Columns.get(row, "version", Long.class))
                .one();
    }

    Mono<Void> move(ResidentId former, ResidentId resident) {
        return database.sql(MOVE)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then()
                .then(delete(former));
    }

    Mono<Void> delete(ResidentId resident) {
        return database.sql(DELETE).bind("resident", resident.value()).then();
    }

    private Preference usual() {
        return new Preference(1, Map.of(), settings.usualQuiet(), false);
    }

    private Map<Kind, Map<Channel, Boolean>> toChoices(String text) {
        return json.readValue(text, new TypeReference<Map<Kind, Map<Channel, Boolean>>>() {});
    }

    private static QuietHours toQuiet(Readable row, LocalTime from) {
        return new QuietHours(from, Columns.get(row, "quiet_until", LocalTime.class));
    }
}
