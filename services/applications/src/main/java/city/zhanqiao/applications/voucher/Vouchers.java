package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.voucher.Voucher.Kind;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The vouchers that were given. */
final class Vouchers {

    private static final String REASON = "voucher.reason";

    private static final String SELECT =
            """
            SELECT application, kind, number, code, item, department, licence, issued_at, revoked_at,
                   reason
              FROM voucher
            """;

    /** A step that is repeated in another round gives no second voucher of its kind. */
    private static final String ADD =
            """
            INSERT INTO voucher (application, kind, number, code, item, department, licence, issued_at)
            VALUES (:application, :kind, :number, :code, :item, :department, :licence, :issuedAt)
            ON CONFLICT (application, kind) DO NOTHING
            """;

    private static final String LIST = SELECT + "WHERE application = :application ORDER BY id";

    private static final String FIND = SELECT + "WHERE application = :application AND kind = :kind";

    private static final String BY_CODE = SELECT + "WHERE code = :code";

    private static final String ABOUT =
            SELECT
                    + """
                    WHERE application IN (SELECT id FROM application WHERE resident = :resident)
                    ORDER BY id
                    """;

    private static final String REVOKE =
            """
            UPDATE voucher SET revoked_at = :now, revoked_by = :staff, reason = :reason
             WHERE application = :application AND kind = 'RESULT' AND revoked_at IS NULL
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Vouchers(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<Void> add(Voucher voucher) {
        return Columns.bind(
                        database.sql(ADD)
                                .bind("application", voucher.application().value())
                                .bind("kind", voucher.kind().name())
                                .bind("number", voucher.number())
                                .bind("code", voucher.code().value())
                                .bind("item", voucher.item())
                                .bind("department", voucher.department().value())
                                .bind("issuedAt", Columns.timestamp(voucher.issuedAt())),
                        "licence",
                        voucher.licence().map(LicenceIdentifier::value),
                        String.class)
                .then();
    }

    /** Oldest first. */
    Flux<Voucher> listOf(ApplicationId application) {
        return database.sql(LIST)
                .bind("application", application.value())
                .map(this::toVoucher)
                .all();
    }

    /** All that a resident was given, for the export. */
    Flux<Voucher> listAbout(ResidentId resident) {
        return database.sql(ABOUT).bind("resident", resident.value()).map(this::toVoucher).all();
    }

    Mono<Voucher> find(ApplicationId application, Kind kind) {
        return database.sql(FIND)
                .bind("application", application.value())
                .bind("kind", kind.name())
                .map(this::toVoucher)
                .one();
    }

    Mono<Voucher> find(VerificationCode code) {
        return database.sql(BY_CODE).bind("code", code.value()).map(this::toVoucher).one();
    }

    /** Whether there was a result that held. */
    Mono<Boolean> revokeResult(ApplicationId application, StaffId by, String reason) {
        return database.sql(REVOKE)
                .bind("application", application.value())
                .bind("now", Columns.timestamp(clock.instant()))
                .bind("staff", by.value())
                .bind("reason", cipher.seal(reason, REASON))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Voucher toVoucher(Readable row) {
        return new Voucher(
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                Kind.valueOf(Columns.get(row, "kind", String.class)),
                Columns.get(row, "number", String.class),
                new VerificationCode(Columns.get(row, "code", String.class)),
                Columns.get(row, "item", String.class),
                new DepartmentCode(Columns.get(row, "department", String.class)),
                Columns.find(row, "licence", String.class).map(LicenceIdentifier::new),
                Columns.instant(row, "issued_at"),
                Columns.find(row, "revoked_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant),
                Columns.find(row, "reason", byte[].class)
                        .map(sealed -> cipher.open(sealed, REASON)));
    }
}
