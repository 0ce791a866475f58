package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a case lies in its table. */
final class ApplicationRow {

    static final String COLUMNS =
            """
            id, version, kind, state, resident, agent, firm, item, item_version, channel, division,
            department, parent, member, receipt, intake_district, intake_staff, intake_officers, reviewer,
            second_officer, decider, reason, result, created_at, submitted_at, accepted_at,
            decided_at, issued_at, delivered_at, ended_at, clocks::text AS clocks, file,
            open_papers, corrections, claimed_by, claimed_at
            """;

    private static final String FILE = "application.file";

    private final FieldCipher cipher;
    private final JsonMapper json;

    ApplicationRow(FieldCipher cipher, JsonMapper json) {
        this.cipher = cipher;
        this.json = json;
    }

    Application read(Readable row) {
        return new Application(
                facts(row),
                State.valueOf(Columns.get(row, "state", String.class)),
                receipt(row),
                new Officers(
                        intake(row),
                        staff(row, "reviewer"),
                        staff(row, "second_officer"),
                        staff(row, "decider"),
                        claim(row)),
                new Milestones(
                        at(row, "accepted_at"),
                        at(row, "decided_at"),
                        at(row, "issued_at"),
                        at(row, "delivered_at"),
                        at(row, "ended_at")),
                clocks(row),
                Columns.find(row, "file", byte[].class)
                        .map(sealed -> json.readValue(cipher.open(sealed, FILE), CaseFile.class))
                        .orElse(CaseFile.EMPTY),
                Set.of(Columns.get(row, "open_papers", String[].class)),
                Columns.get(row, "corrections", Integer.class),
                Columns.find(row, "reason", String.class),
                Columns.find(row, "result", String.class));
    }

    private static Facts facts(Readable row) {
        return new Facts(
                new ApplicationId(Columns.get(row, "id", UUID.class)),
                new Version(Columns.get(row, "version", Long.class)),
                Facts.Kind.valueOf(Columns.get(row, "kind", String.class)),
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.find(row, "agent", String.class).map(ResidentId::new),
                Columns.find(row, "firm", String.class).map(CreditCode::new),
                Columns.get(row, "item", String.class),
                Columns.get(row, "item_version", Integer.class),
                Channel.valueOf(Columns.get(row, "channel", String.class)),
                new DivisionCode(Columns.get(row, "division", String.class)),
                new DepartmentCode(Columns.get(row, "department", String.class)),
                Columns.instant(row, "created_at"),
                Columns.find(row, "parent", UUID.class).map(ApplicationId::new),
                Columns.find(row, "member", String.class));
    }

    private CaseClocks clocks(Readable row) {
        return CaseClocks.of(
                json.readValue(
                        Columns.get(row, "clocks", String.class),
                        new TypeReference<List<CaseClocks.Kept>>() {}));
    }

    /** Binds everything that can change. */
    GenericExecuteSpec bind(
            GenericExecuteSpec statement,
            Application it,
            Optional<CaseClock.Due> due,
            Optional<LocalDate> timer) {
        GenericExecuteSpec bound =
                statement
                        .bind("state", it.state().name())
                        .bind("department", it.facts().department().value())
                        .bind("division", it.facts().division().value())
                        .bind("district", it.facts().district().value())
                        .bind("clocks", Json.of(json.writeValueAsString(it.clocks().toKept())))
                        .bind("file", cipher.seal(json.writeValueAsString(it.file()), FILE))
                        .bind("openPapers", it.openPapers().toArray(String[]::new))
                        .bind("corrections", it.corrections());
        bound = text(bound, "receipt", it.receipt().map(Receipt::number));
        bound =
                text(
                        bound,
                        "intakeDistrict",
                        it.receipt().map(got -> got.intakeDistrict().value()));
        bound = time(bound, "submittedAt", it.receipt().map(Receipt::at));
        String[] intake =
                it.officers().intake().stream().map(StaffId::value).toArray(String[]::new);
        bound = bound.bind("intakeOfficers", intake);
        bound = text(bound, "intakeStaff", last(intake));
        bound = text(bound, "reviewer", it.officers().reviewer().map(StaffId::value));
        bound = text(bound, "secondOfficer", it.officers().second().map(StaffId::value));
        bound = text(bound, "decider", it.officers().decider().map(StaffId::value));
        bound = text(bound, "reason", it.reason());
        bound = text(bound, "result", it.result());
        bound = time(bound, "acceptedAt", it.milestones().accepted());
        bound = time(bound, "decidedAt", it.milestones().decided());
        bound = time(bound, "issuedAt", it.milestones().issued());
        bound = time(bound, "deliveredAt", it.milestones().delivered());
        bound = time(bound, "endedAt", it.milestones().ended());
        bound = text(bound, "dueOf", due.map(found -> found.of().name()));
        bound = Columns.bind(bound, "dueOn", due.map(CaseClock.Due::on), LocalDate.class);
        bound = text(bound, "dueStatus", due.map(found -> found.calendar().name()));
        return Columns.bind(bound, "timerOn", timer, LocalDate.class);
    }

    private static GenericExecuteSpec text(
            GenericExecuteSpec statement, String name, Optional<String> value) {
        return Columns.bind(statement, name, value, String.class);
    }

    private static GenericExecuteSpec time(
            GenericExecuteSpec statement, String name, Optional<Instant> value) {
        return Columns.bind(statement, name, value.map(Columns::timestamp), OffsetDateTime.class);
    }

    private static Optional<Receipt> receipt(Readable row) {
        return Columns.find(row, "receipt", String.class)
                .map(number ->
                        new Receipt(
                                number,
                                Columns.instant(row, "submitted_at"),
                                new DivisionCode(
                                        Columns.get(row, "intake_district", String.class))));
    }

    private static Optional<Instant> at(Readable row, String column) {
        return Columns.find(row, column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }

    private static Optional<Officers.Claim> claim(Readable row) {
        return staff(row, "claimed_by")
                .map(staff -> new Officers.Claim(staff, Columns.instant(row, "claimed_at")));
    }

    private static Optional<String> last(String[] intake) {
        return intake.length == 0 ? Optional.empty() : Optional.of(intake[intake.length - 1]);
    }

    /** Cases kept before all of them were noted name the last one only. */
    private static Set<StaffId> intake(Readable row) {
        return Stream.concat(
                        Stream.of(Columns.get(row, "intake_officers", String[].class)),
                        Columns.find(row, "intake_staff", String.class).stream())
                .map(StaffId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<StaffId> staff(Readable row, String column) {
        return Columns.find(row, column, String.class).map(StaffId::new);
    }
}
