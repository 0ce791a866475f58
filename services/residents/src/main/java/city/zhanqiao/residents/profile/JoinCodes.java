package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.security.SecureRandom;
import java.time.Instant;

/** The stored joining codes: kept as keyed hashes, good once and for a short time. */
final class JoinCodes {

    private static final String PLACE = "join_code.code";

    /** No 0, O, 1, I: people read it from one screen and type it on another. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 10;

    private static final String FORGET = "DELETE FROM join_code WHERE resident = :resident";

    private static final String ADD =
            """
            INSERT INTO join_code (code_hash, resident, expires_at)
            VALUES (:hash, :resident, :until)
            """;

    private static final String USE =
            """
            UPDATE join_code SET used_at = :now
             WHERE code_hash = :hash AND used_at IS NULL AND expires_at > :now
            RETURNING resident
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final SecureRandom random = new SecureRandom();

    JoinCodes(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** A new code takes the place of earlier ones. */
    Mono<String> make(ResidentId resident, Instant until) {
        String code = newCode();
        return database.sql(FORGET)
                .bind("resident", resident.value())
                .then()
                .then(
                        database.sql(ADD)
                                .bind("hash", cipher.lookup(code, PLACE))
                                .bind("resident", resident.value())
                                .bind("until", Columns.timestamp(until))
                                .then())
                .thenReturn(code);
    }

    /** Whose code it is; empty when it is none, used or too old. It is used up by this. */
    Mono<ResidentId> use(String code, Instant now) {
        return database.sql(USE)
                .bind("hash", cipher.lookup(code, PLACE))
                .bind("now", Columns.timestamp(now))
                .map(row -> new ResidentId(Columns.get(row, "resident", String.class)))
                .one();
    }

    private String newCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
