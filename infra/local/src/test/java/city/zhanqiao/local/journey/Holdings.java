package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in the databases something about a resident lies, and where in the export it has to be
 * found. What is in no line of this list and holds a resident's id fails the comparison.
 *
 * @param id of the resident
 * @param export by service
 */
record Holdings(Databases databases, String id, Map<String, JsonNode> export) {

    /** Tables with a resident's id that are no holding of their own, and why. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    "audit", "shown by the access log",
                    "event", "tells again what stands in the tables",
                    "idempotency", "answers that were given, kept for a day",
                    "recipient", "copy of the profile and the places in residents",
                    "resident_interest", "copy of the places in residents",
                    "reuse_consent", "copy of the consents in residents",
                    "application_tombstone", "ids that devices have to forget",
                    "campaign", "how far a message to many has come",
                    "data_request_file", "the files of the copy itself");

    private static final List<Holding> ALL =
            List.of(
                    Holding.in("residents", "resident", "id = {id}", "profile")
                            .with("id", "name:realName", "number:residentNumber", "phone")
                            .with("level", "level_at", "language", "elder_mode", "zone")
                            .with("home_division"),
                    Holding.in("residents", "proxy", "principal = {id} OR agent = {id}", "proxies")
                            .with("id", "principal", "agent", "items", "valid_from:term/from")
                            .with("valid_until:term/until", "channel", "given_at", "ended_at"),
                    Holding.in(
                                    "residents",
                                    "guardianship",
                                    "guardian = {id} OR child = {id}",
                                    "guardianships")
                            .with("id", "guardian", "child", "proof_kind:proof", "recorded_at")
                            .with("ended_at"),
                    Holding.in("residents", "firm_agent", "resident = {id}", "firms")
                            .with("id", "credit_code", "firm_name", "role", "scopes", "state")
                            .with("valid_from:from", "valid_until:until", "made_at"),
                    Holding.in("residents", "interest", "resident = {id}", "places")
                            .with("topics", "groups"),
                    Holding.as("residents", "place", "places/places")
                            .from("SELECT kind, division FROM place WHERE resident = {id}")
                            .from("UNION ALL SELECT 'HOME', home_division FROM resident")
                            .from("WHERE id = {id} AND home_division IS NOT NULL")
                            .with("kind", "division"),
                    Holding.in(
                                    "residents",
                                    "consent",
                                    "resident = {id} OR actor = {id}",
                                    "consents")
                            .with("id", "resident", "actor", "code", "text_version", "text_hash")
                            .with("language", "purpose", "data_kinds", "recipient", "sensitive")
                            .with("channel", "given_at", "withdrawn_at"),
                    Holding.in("residents", "data_request", "resident = {id}", "data-requests")
                            .with("id", "kind", "made_at", "due_on"),
                    Holding.in("residents", "merge", "kept = {id} OR given_up = {id}", "merges")
                            .with("id"),
                    Holding.in(
                                    "applications",
                                    "application",
                                    "resident = {id} OR agent = {id}",
                                    "applications")
                            .with("id", "parent:bundleId", "item", "state", "agent", "result")
                            .with("receipt:receiptNumber", "submitted_at", "reason"),
                    Holding.in("applications", "application", "resident = {id}", "applications")
                            .having("file")
                            .with("id", "form"),
                    Holding.as("applications", "application_step", "applications/timeline")
                            .from("SELECT step.* FROM application_step AS step JOIN application")
                            .from("ON application.id = step.application")
                            .from("WHERE resident = {id} OR agent = {id}")
                            .with("at", "act", "state", "department"),
                    Holding.in("applications", "document", "resident = {id}", "materials")
                            .with("id", "application:applicationId", "material", "state", "trust")
                            .with("name:fileName", "added_at"),
                    Holding.as("applications", "content", "materials")
                            .from("SELECT content.* FROM content JOIN document")
                            .from("ON document.content = content.id WHERE resident = {id}")
                            .having("sha256")
                            .with("type", "size", "sha256"),
                    Holding.in("applications", "case_note", ofCases("case_note"), "case-notes")
                            .with("id", "text", "at", "department"),
                    Holding.in(
                                    "applications",
                                    "help_request",
                                    ofCases("help_request"),
                                    "help-requests")
                            .with("id", "application:applicationId", "question", "answer")
                            .with("asked_at", "answered_at"),
                    Holding.in("applications", "voucher", ofCases("voucher"), "vouchers")
                            .with("application", "kind", "number", "issued_at"),
                    Holding.in(
                                    "applications",
                                    "guardian_consent",
                                    "guardian = {id}",
                                    "guardian-consents")
                            .with("application", "guardian", "given_at"),
                    Holding.in("applications", "rating", "resident = {id}", "ratings")
                            .with("application", "item", "level", "comment", "rated_at"),
                    Holding.in("applications", "case_party", "resident = {id}", "consents-to-cases")
                            .with("application", "name", "state", "asked_at", "answered_at"),
                    Holding.in(
                                    "appointments",
                                    "booking",
                                    "resident = {id} OR agent = {id}",
                                    "bookings")
                            .with("id", "reference", "state", "hall", "service", "starts_at")
                            .with("ends_at", "application:applicationId", "firm"),
                    Holding.as("appointments", "booking_step", "bookings/timeline")
                            .from("SELECT step.* FROM booking_step AS step JOIN booking")
                            .from("ON booking.id = step.booking")
                            .from("WHERE resident = {id} OR agent = {id}")
                            .with("at", "act", "state"),
                    Holding.in("appointments", "waiting", "resident = {id}", "waiting-list")
                            .with("state", "hall", "service", "from_date:from", "until_date:until")
                            .with("joined_at"),
                    Holding.in("appointments", "ticket", "resident = {id}", "tickets")
                            .with("hall", "day", "label", "service", "priority", "state")
                            .with("joined_at", "served_at", "ended_at"),
                    Holding.in(
                                    "appointments",
                                    "restriction",
                                    "resident = {id}",
                                    "booking-restrictions")
                            .with("until", "missed"),
                    Holding.in("appointments", "calendar_link", "resident = {id}", "calendar-links")
                            .with("made_at"),
                    Holding.in("appointments", "room_entry", "resident = {id}", "waiting-rooms")
                            .with("hall", "releases_at", "number", "came_at"),
                    Holding.in("notifications", "inbox_item", sinceThen("inbox_item"), "messages")
                            .with("id", "occurred_at", "valid_until", "read_at", "archived_at"),
                    Holding.in("notifications", "device", "resident = {id}", "devices")
                            .with("device_id", "provider", "address", "registered_at"),
                    Holding.in("notifications", "delivery", sinceThen("delivery"), "deliveries")
                            .with("id", "message", "provider", "template", "language"),
                    Holding.in(
                                    "notifications",
                                    "preference",
                                    "resident = {id}",
                                    "notification-preferences")
                            .with("version", "digest"),
                    Holding.in(
                                    "notifications",
                                    "broadcast_mark",
                                    "resident = {id}",
                                    "broadcast-marks")
                            .with("broadcast", "read_at", "archived_at"),
                    Holding.in("notifications", "reminder", "resident = {id}", "reminders")
                            .with("subject", "name", "due_at", "valid_until"),
                    Holding.in("notices", "notice_reading", "resident = {id}", "notice-readings")
                            .with("notice:noticeId", "edition", "read_at"),
                    Holding.in("pilots", "measured_case", "resident = {pseudonym}", "counted-cases")
                            .with("id:applicationId", "item", "district", "submitted_on")
                            .with("closed_on"),
                    Holding.in(
                                    "pilots",
                                    "measured_activity",
                                    "resident = {pseudonym}",
                                    "counted-activity")
                            .with("item", "district", "month", "elder"));

    private static String ofCases(String table) {
        return table
                + ".application IN (SELECT application.id FROM application WHERE resident = {id})";
    }

    /** The export itself makes news. */
    private static String sinceThen(String table) {
        return "resident = {id} AND uuid_extract_timestamp(%s.id) < {taken}".formatted(table);
    }

    /** Row by row, both ways: nothing is missing, nothing is told that is not there. */
    void agree() {
        Map<String, Set<String>> tables =
                export.keySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        database -> databases.tables(database).keySet()));
        // Of a table that is not there nothing can be missing.
        ALL.stream()
                .filter(holding ->
                        tables.getOrDefault(holding.database(), Set.of()).contains(holding.table()))
                .forEach(this::agree);
    }

    private void agree(Holding holding) {
        List<String> stored =
                databases.rows(holding.database(), filled(holding)).stream()
                        .map(holding::textOf)
                        .sorted()
                        .toList();
        assertThat(exported(holding))
                .as("%s of %s", holding.section(), holding.database())
                .isEqualTo(stored);
    }

    /** How many tables hold something, so that nobody compares nothing with nothing. */
    Set<String> filledTables() {
        return ALL.stream()
                .filter(holding -> !exported(holding).isEmpty())
                .map(Holding::table)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tables in which the id stands and which no line of the list covers. */
    List<String> forgotten() {
        Set<String> known = ALL.stream().map(Holding::table).collect(Collectors.toSet());
        return export.keySet().stream()
                .flatMap(database ->
                        databases.tables(database).entrySet().stream()
                                .filter(table -> !known.contains(table.getKey()))
                                .filter(table -> !OTHERWISE.containsKey(table.getKey()))
                                .filter(table -> names(database, table))
                                .map(table -> database + "." + table.getKey()))
                .toList();
    }

    private boolean names(String database, Map.Entry<String, Map<String, String>> table) {
        String texts =
                table.getValue().entrySet().stream()
                        .filter(column -> column.getValue().equals("text"))
                        .map(column -> '"' + column.getKey() + '"')
                        .collect(Collectors.joining(", "));
        return !texts.isEmpty()
                && !databases
                        .rows(
                                database,
                                "SELECT 1 FROM \"%s\" WHERE ? IN (%s) LIMIT 1"
                                        .formatted(table.getKey(), texts),
                                id)
                        .isEmpty();
    }

    private String filled(Holding holding) {
        String taken =
                Objects.requireNonNull(export.get(holding.database())).path("takenAt").asString();
        String pseudonym = databases.lookUp("pilots", "pilots.resident", id);
        return holding.sql()
                .replace("{id}", "'" + id + "'")
                .replace("{taken}", "'" + taken + "'::timestamptz")
                .replace("{pseudonym}", "'\\x" + pseudonym + "'::bytea");
    }

    private List<String> exported(Holding holding) {
        String[] path = holding.section().split("/", -1);
        Stream<JsonNode> records =
                Objects.requireNonNull(export.get(holding.database()))
                        .path("sections")
                        .valueStream()
                        .filter(section -> section.path("name").asString().equals(path[0]))
                        .flatMap(section -> section.path("records").valueStream());
        return (path.length == 1
                        ? records
                        : records.flatMap(record -> record.path(path[1]).valueStream()))
                .filter(record -> holding.only().isEmpty() || record.has(holding.only()))
                .map(holding::textOf)
                .sorted()
                .toList();
    }
}
