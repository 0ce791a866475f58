package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.Accepted;
import city.zhanqiao.applications.casework.Application.Approved;
import city.zhanqiao.applications.casework.Application.Draft;
import city.zhanqiao.applications.casework.Application.Issued;
import city.zhanqiao.applications.casework.Application.Refused;
import city.zhanqiao.applications.casework.Application.State;
import city.zhanqiao.applications.casework.Application.Submitted;
import city.zhanqiao.applications.casework.Application.UnderReview;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** How the states lie in their table: what each adds, as far as the case has come. */
record ApplicationRow(
        Optional<Receipt> receipt,
        Optional<StaffId> intakeStaff,
        Optional<StaffId> reviewer,
        Optional<StaffId> decider,
        Optional<String> reason,
        Optional<String> result,
        Optional<Instant> acceptedAt,
        Optional<Instant> decidedAt,
        Optional<Instant> issuedAt) {

    private static final ApplicationRow EMPTY =
            new ApplicationRow(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    static Application read(Readable row) {
        Facts facts =
                new Facts(
                        new ApplicationId(Columns.get(row, "id", UUID.class)),
                        new Version(Columns.get(row, "version", Long.class)),
                        new ResidentId(Columns.get(row, "resident", String.class)),
                        Columns.get(row, "item", String.class),
                        Columns.get(row, "item_version", Integer.class),
                        Channel.valueOf(Columns.get(row, "channel", String.class)),
                        new DivisionCode(Columns.get(row, "division", String.class)),
                        new DepartmentCode(Columns.get(row, "department", String.class)),
                        Columns.instant(row, "created_at"));
        return switch (State.valueOf(Columns.get(row, "state", String.class))) {
            case DRAFT -> new Draft(facts);
            case SUBMITTED -> new Submitted(facts, receipt(row), findStaff(row, "intake_staff"));
            case ACCEPTED ->
                    new Accepted(
                            facts,
                            receipt(row),
                            staff(row, "intake_staff"),
                            at(row, "accepted_at"));
            case UNDER_REVIEW ->
                    new UnderReview(
                            facts,
                            receipt(row),
                            staff(row, "intake_staff"),
                            at(row, "accepted_at"),
                            staff(row, "reviewer"));
            case APPROVED ->
                    new Approved(
                            facts,
                            receipt(row),
                            at(row, "accepted_at"),
                            staff(row, "intake_staff"),
                            staff(row, "reviewer"),
                            staff(row, "decider"),
                            at(row, "decided_at"));
            case REFUSED ->
                    new Refused(
                            facts,
                            receipt(row),
                            at(row, "accepted_at"),
                            staff(row, "intake_staff"),
                            staff(row, "reviewer"),
                            staff(row, "decider"),
                            at(row, "decided_at"),
                            Columns.get(row, "reason", String.class));
            case ISSUED ->
                    new Issued(
                            facts,
                            receipt(row),
                            at(row, "accepted_at"),
                            staff(row, "intake_staff"),
                            staff(row, "reviewer"),
                            staff(row, "decider"),
                            at(row, "decided_at"),
                            Columns.get(row, "result", String.class),
                            at(row, "issued_at"));
        };
    }

    static ApplicationRow of(Application application) {
        return switch (application) {
            case Draft draft -> EMPTY;
            case Submitted it -> EMPTY.handedIn(it.receipt(), it.takenInBy());
            case Accepted it ->
                    EMPTY.handedIn(it.receipt(), Optional.of(it.clerk())).accepted(it.acceptedAt());
            case UnderReview it ->
                    EMPTY.handedIn(it.receipt(), Optional.of(it.clerk()))
                            .accepted(it.acceptedAt())
                            .reviewedBy(it.reviewer());
            case Approved it ->
                    EMPTY.handedIn(it.receipt(), Optional.of(it.clerk()))
                            .accepted(it.acceptedAt())
                            .reviewedBy(it.reviewer())
                            .decided(it.decider(), it.decidedAt(), Optional.empty());
            case Refused it ->
                    EMPTY.handedIn(it.receipt(), Optional.of(it.clerk()))
                            .accepted(it.acceptedAt())
                            .reviewedBy(it.reviewer())
                            .decided(it.decider(), it.decidedAt(), Optional.of(it.reason()));
            case Issued it ->
                    EMPTY.handedIn(it.receipt(), Optional.of(it.clerk()))
                            .accepted(it.acceptedAt())
                            .reviewedBy(it.reviewer())
                            .decided(it.decider(), it.decidedAt(), Optional.empty())
                            .issued(it.result(), it.issuedAt());
        };
    }

    static GenericExecuteSpec bindIntake(GenericExecuteSpec statement, ApplicationRow row) {
        GenericExecuteSpec bound =
                Columns.bind(
                        statement, "receipt", row.receipt().map(Receipt::number), String.class);
        bound =
                Columns.bind(
                        bound,
                        "intakeDistrict",
                        row.receipt().map(receipt -> receipt.intakeDistrict().value()),
                        String.class);
        bound = bindStaff(bound, "intakeStaff", row.intakeStaff());
        return bindTime(bound, "submittedAt", row.receipt().map(Receipt::at));
    }

    static GenericExecuteSpec bindState(GenericExecuteSpec statement, ApplicationRow row) {
        GenericExecuteSpec bound = bindIntake(statement, row);
        bound = bindStaff(bound, "reviewer", row.reviewer());
        bound = bindStaff(bound, "decider", row.decider());
        bound = Columns.bind(bound, "reason", row.reason(), String.class);
        bound = Columns.bind(bound, "result", row.result(), String.class);
        bound = bindTime(bound, "acceptedAt", row.acceptedAt());
        bound = bindTime(bound, "decidedAt", row.decidedAt());
        return bindTime(bound, "issuedAt", row.issuedAt());
    }

    private ApplicationRow handedIn(Receipt handedIn, Optional<StaffId> by) {
        return new ApplicationRow(
                Optional.of(handedIn),
                by,
                reviewer,
                decider,
                reason,
                result,
                acceptedAt,
                decidedAt,
                issuedAt);
    }

    private ApplicationRow accepted(Instant at) {
        return new ApplicationRow(
                receipt,
                intakeStaff,
                reviewer,
                decider,
                reason,
                result,
                Optional.of(at),
                decidedAt,
                issuedAt);
    }

    private ApplicationRow reviewedBy(StaffId staff) {
        return new ApplicationRow(
                receipt,
                intakeStaff,
                Optional.of(staff),
                decider,
                reason,
                result,
                acceptedAt,
                decidedAt,
                issuedAt);
    }

    private ApplicationRow decided(StaffId by, Instant at, Optional<String> why) {
        return new ApplicationRow(
                receipt,
                intakeStaff,
                reviewer,
                Optional.of(by),
                why,
                result,
                acceptedAt,
                Optional.of(at),
                issuedAt);
    }

    private ApplicationRow issued(String number, Instant at) {
        return new ApplicationRow(
                receipt,
                intakeStaff,
                reviewer,
                decider,
                reason,
                Optional.of(number),
                acceptedAt,
                decidedAt,
                Optional.of(at));
    }

    private static GenericExecuteSpec bindStaff(
            GenericExecuteSpec statement, String name, Optional<StaffId> staff) {
        return Columns.bind(statement, name, staff.map(StaffId::value), String.class);
    }

    private static GenericExecuteSpec bindTime(
            GenericExecuteSpec statement, String name, Optional<Instant> time) {
        return Columns.bind(statement, name, time.map(Columns::timestamp), OffsetDateTime.class);
    }

    private static Receipt receipt(Readable row) {
        return new Receipt(
                Columns.get(row, "receipt", String.class),
                at(row, "submitted_at"),
                new DivisionCode(Columns.get(row, "intake_district", String.class)));
    }

    private static Instant at(Readable row, String column) {
        return Columns.instant(row, column);
    }

    private static StaffId staff(Readable row, String column) {
        return new StaffId(Columns.get(row, column, String.class));
    }

    private static Optional<StaffId> findStaff(Readable row, String column) {
        return Columns.find(row, column, String.class).map(StaffId::new);
    }
}
