package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secret addresses under which calendar applications read a resident's bookings. One for each
 * resident; a new one ends the old one.
 */
final class CalendarLinks {

    private static final int BYTES = 32;

    private static final String MAKE =
            """
            INSERT INTO calendar_link (resident, hash, made_at)
            VALUES (:resident, :hash, booking_clock())
            ON CONFLICT (resident) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at
            """;

    private static final String END = "DELETE FROM calendar_link WHERE resident = :resident";

    private static final String WHOSE = "SELECT resident FROM calendar_link WHERE hash = :hash";

    private final SecureRandom random = new SecureRandom();
    private final DatabaseClient database;

    CalendarLinks(DatabaseClient database) {
        this.database = database;
    }

    /** Makes a new secret, which nobody can be told again. */
    Mono<String> make(ResidentId resident) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return database.sql(MAKE)
                .bind("resident", resident.value())
                .bind("hash", hash(secret))
                .then()
                .thenReturn(secret);
    }

    Mono<Void> end(ResidentId resident) {
        return database.sql(END).bind("resident", resident.value()).then();
    }

    /** Whose secret it is; nothing for one that was never made or has been ended. */
    Mono<ResidentId> whose(String secret) {
        return database.sql(WHOSE)
                .bind("hash", hash(secret))
                .map(row -> new ResidentId(Columns.get(row, "resident", String.class)))
                .one();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every Java platform has it
        }
    }
}
