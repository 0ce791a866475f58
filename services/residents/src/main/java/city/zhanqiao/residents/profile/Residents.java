package city.zhanqiao.residents.profile;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.ResidentFile.Open;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The stored files. A person is found by the exact number or phone, never by name. */
public final class Residents {

    private static final String FIND =
            "SELECT " + ResidentRow.COLUMNS + " FROM resident WHERE id = :id";

    private static final String FIND_BY_NUMBER =
            "SELECT " + ResidentRow.COLUMNS + " FROM resident WHERE number_hash = :hash";

    private static final String FIND_BY_PHONE =
            "SELECT "
                    + ResidentRow.COLUMNS
                    + " FROM resident WHERE phone_hash = :hash ORDER BY id LIMIT 20";

    private static final String LIST =
            "SELECT " + ResidentRow.COLUMNS + " FROM resident WHERE id = ANY(:ids)";

    /** Held until the end of the transaction: whoever brings the same number waits. */
    private static final String LOCK_NUMBER =
            "SELECT pg_advisory_xact_lock(hashtextextended('resident number ' || :hash, 0))";

    /** Nothing is known yet but that somebody has logged in. */
    private static final String ADD =
            """
            INSERT INTO resident (id, origin, level, level_at, created_at)
            VALUES (:id, 'LOGIN', 'L0', 'epoch', :at)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String ADD_FROM_WINDOW =
            """
            INSERT INTO resident (id, origin, name, number, number_hash, phone, phone_hash, level,
                                  level_at, created_at)
            VALUES ('w-' || uuidv7(), 'WINDOW', :name, :number, :numberHash, :phone, :phoneHash,
                    :level, :levelAt, :at)
            RETURNING id
            """;

    private static final String TAKE_CLAIMS =
            """
            UPDATE resident
               SET state = 'OPEN', version = version + 1, name = :name, number = :number,
                   number_hash = :numberHash, phone = :phone, phone_hash = :phoneHash,
                   level = :level, level_at = :levelAt
             WHERE id = :id AND state <> 'JOINED'
            """;

    private static final String CHANGE =
            """
            UPDATE resident
               SET version = version + 1, language = :language, elder_mode = :elderMode,
                   home_division = :homeDivision, zone = :zone
             WHERE id = :id AND version = :version AND state = 'OPEN'
            """;

    private static final String GIVE_UP =
            """
            UPDATE resident
               SET state = 'JOINED', joined_into = :into, version = version + 1, name = NULL,
                   number = NULL, number_hash = NULL, phone = NULL, phone_hash = NULL
             WHERE id = :id AND state = 'OPEN'
            """;

    private static final String ERASE =
            """
            UPDATE resident
               SET state = 'ERASED', version = version + 1, name = NULL, number = NULL,
                   number_hash = NULL, phone = NULL, phone_hash = NULL, language = 'zh-Hans',
                   elder_mode = false, home_division = NULL, zone = 'Asia/Shanghai',
                   restricted_until = NULL
             WHERE id = :id AND state = 'OPEN'
            """;

    private static final String RESTRICT =
            """
            UPDATE resident SET restricted_until = :until, version = version + 1
             WHERE id = :id AND state = 'OPEN'
            """;

    private static final String RESTRICTED =
            "SELECT id FROM resident WHERE id = ANY(:ids) AND restricted_until IS NOT NULL";

    private static final String FORMERLY =
            """
            WITH RECURSIVE former (id) AS (
                SELECT id FROM resident WHERE joined_into = :id
                 UNION
                SELECT resident.id FROM resident JOIN former ON resident.joined_into = former.id)
            SELECT id FROM former
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final ResidentRow row;

    Residents(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
        this.row = new ResidentRow(cipher);
    }

    /** Empty when nobody has the id. */
    public Mono<ResidentFile> find(ResidentId id) {
        return database.sql(FIND).bind("id", id.value()).map(row::read).one();
    }

    /** The one file with this number. */
    public Mono<Open> findByNumber(ResidentNumber number) {
        return database.sql(FIND_BY_NUMBER)
                .bind("hash", hash(number))
                .map(row::read)
                .one()
                .ofType(Open.class);
    }

    /** All files with this phone; a family may share one. */
    public Flux<Open> listByPhone(PhoneNumber phone) {
        return database.sql(FIND_BY_PHONE)
                .bind("hash", cipher.lookup(phone.value(), ResidentRow.PHONE))
                .map(row::read)
                .all()
                .ofType(Open.class);
    }

    /** How others see the people behind these ids: 王*明. Who has no name yet is left out. */
    public Mono<Map<ResidentId, String>> maskedNames(Collection<ResidentId> ids) {
        return database.sql(LIST)
                .bind("ids", ids.stream().map(ResidentId::value).distinct().toArray(String[]::new))
                .map(row::read)
                .all()
                .ofType(Open.class)
                .filter(file -> file.person().isPresent())
                .collectMap(Open::id, file -> file.person().orElseThrow().name().masked());
    }

    /** Makes all acts on one number wait for each other. */
    Mono<Void> lock(ResidentNumber number) {
        return database.sql(LOCK_NUMBER)
                .bind("hash", HexFormat.of().formatHex(hash(number)))
                .fetch()
                .first()
                .then();
    }

    /** Whether the file was made now; otherwise there was one already. */
    Mono<Boolean> add(ResidentId id, Instant at) {
        return database.sql(ADD)
                .bind("id", id.value())
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<ResidentId> addFromWindow(Claims claims, Instant at) {
        return row.bind(database.sql(ADD_FROM_WINDOW).bind("at", Columns.timestamp(at)), claims)
                .map(made -> new ResidentId(Columns.get(made, "id", String.class)))
                .one();
    }

    /** Writes what a log-in says; also begins an erased file anew. */
    Mono<Void> takeClaims(ResidentId id, Claims claims) {
        return row.bind(database.sql(TAKE_CLAIMS).bind("id", id.value()), claims).then();
    }

    /** Whether the file was still at the version. */
    Mono<Boolean> change(Open seen, Preferences wanted) {
        GenericExecuteSpec change =
                database.sql(CHANGE)
                        .bind("id", seen.id().value())
                        .bind("version", seen.version().number())
                        .bind("language", wanted.language().tag())
                        .bind("elderMode", wanted.elderMode())
                        .bind("zone", wanted.zone().getId());
        return Columns.bind(
                        change,
                        "homeDivision",
                        wanted.homeDivision().map(DivisionCode::value),
                        String.class)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Empties a file whose person goes on under another id. */
    Mono<Void> giveUp(ResidentId former, ResidentId into) {
        return database.sql(GIVE_UP).bind("id", former.value()).bind("into", into.value()).then();
    }

    Mono<Void> erase(ResidentId id) {
        return database.sql(ERASE).bind("id", id.value()).then();
    }

    Mono<Void> restrict(ResidentId id, LocalDate until) {
        return database.sql(RESTRICT).bind("id", id.value()).bind("until", until).then();
    }

    /** Which of these are only stored, and shown to nobody but the person. */
    public Mono<List<ResidentId>> listRestricted(Collection<ResidentId> ids) {
        return database.sql(RESTRICTED)
                .bind("ids", ids.stream().map(ResidentId::value).toArray(String[]::new))
                .map(row -> new ResidentId(Columns.get(row, "id", String.class)))
                .all()
                .collectList();
    }

    /** The ids that the person had before. */
    public Mono<List<ResidentId>> listFormer(ResidentId id) {
        return database.sql(FORMERLY)
                .bind("id", id.value())
                .map(row -> new ResidentId(Columns.get(row, "id", String.class)))
                .all()
                .collectList();
    }

    private byte[] hash(ResidentNumber number) {
        return cipher.lookup(number.value(), ResidentRow.NUMBER);
    }
}
