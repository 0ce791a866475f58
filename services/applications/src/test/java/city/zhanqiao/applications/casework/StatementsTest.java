package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import city.zhanqiao.applications.City;
import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.applications.IntakeTest;
import city.zhanqiao.applications.SampleFile;
import city.zhanqiao.applications.SampleForm;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many SQL statements each act costs is what docs/lifecycle.md says. */
class StatementsTest {

    private static final Path PAGE = Path.of("../../docs/lifecycle.md");
    private static final Pattern ROW = Pattern.compile("\\| ([a-z -]+) \\| (\\d+) \\|");

    /** What goes on beside any act: delivery of events, sealing, looks of the jobs. */
    private static final List<String> BESIDE =
            List.of(
                    "event_relay",
                    "event_consumed",
                    "audit_head",
                    "seq IS NULL",
                    "UPDATE audit SET seq",
                    "relay.log",
                    "position IS NULL",
                    "AS versions",
                    "AS colour",
                    "next_try <= ",
                    "timer_on < ");

    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Map<String, Integer> counted = new LinkedHashMap<>();

    @Test
    void costsWhatThePageSays() throws IOException {
        Logger log =
                (Logger)
                        LoggerFactory.getLogger(
                                "org.springframework.r2dbc.core.DefaultDatabaseClient");
        // Logging is set up anew when the service starts, so it has to run before anybody listens.
        assertThat(get("", "/open/v1/items").status()).isEqualTo(200);
        Level before = log.getLevel();
        log.setLevel(Level.DEBUG);
        log.setAdditive(false);
        heard.start();
        log.addAppender(heard);
        try {
            live();
        } finally {
            log.detachAppender(heard);
            log.setAdditive(true);
            log.setLevel(before);
        }
        Files.writeString(
                Path.of("target/statements.md"),
                counted.entrySet().stream()
                        .map(one -> "| %s | %d |".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining("\n")));
        assertThat(promised()).containsAllEntriesOf(counted);
    }

    private void live() {
        String lin = resident("sql-lin");
        String id = count("draft", () -> City.draft(lin, "item", "road-occupation", "")).id();
        String form = formOf("items/road-occupation", "/form");
        count("fill-in", () -> City.fillIn(lin, id, form));
        City.supply(lin, id);
        count("submission", () -> own(lin, id, "submission", ""));
        count(
                "correction-request",
                () ->
                        act(
                                clerk(),
                                id,
                                "correction-request",
                                "{\"missing\":[{\"about\":\"site-plan\",\"what\":\"不清晰\"}]}"));
        count("correction", () -> own(lin, id, "correction", ""));
        count("acceptance", () -> act(clerk(), id, "acceptance", ""));
        count("review", () -> act(reviewer("sql-rev"), id, "review", ""));
        count("second-check", () -> act(reviewer("sql-rev2"), id, "second-check", ""));
        count(
                "suspension",
                () ->
                        act(
                                reviewer("sql-rev"),
                                id,
                                "suspension",
                                "{\"reason\":\"TESTING\",\"plannedDays\":3,\"told\":\"已告知\"}"));
        count("resumption", () -> act(reviewer("sql-rev"), id, "resumption", ""));
        count(
                "extension",
                () ->
                        act(
                                City.staff("sql-head", "urban-management", Role.HEAD),
                                id,
                                "extension",
                                "{\"reason\":\"案情复杂\"}"));
        count(
                "decision",
                () ->
                        act(
                                City.staff("sql-dec", "urban-management", Role.DECIDER),
                                id,
                                "decision",
                                "{\"decision\":\"APPROVE\"}"));
        count("issuance", () -> act(clerk(), id, "issuance", ""));
        count("delivery", () -> act(clerk(), id, "delivery", "{\"way\":\"ELECTRONIC\"}"));
        count("rating", () -> post(lin, "/api/v1/applications/" + id + "/rating", "{\"level\":5}"));
        otherWays(lin);
        atAWindow();
        asAWhole(lin);
    }

    /** What ends a case early, and what is done beside its course. */
    private void otherWays(String lin) {
        String id = City.draft(lin, "item", "road-occupation", "").id();
        City.fillIn(lin, id, formOf("items/road-occupation", "/form"));
        count("upload", () -> upload(lin, id, "site-plan", SampleFile.png(), Map.of()));
        City.supply(lin, id, "traffic-plan");
        String until = CityTime.today(City.CLOCK).plusDays(3).toString();
        own(
                lin,
                id,
                "submission",
                "{\"promise\":{\"papers\":[\"traffic-plan\"],\"until\":\"%s\"}}".formatted(until));
        String path = "/admin/v1/applications/" + id;
        count("claim", () -> post(clerk(), path + "/claim", ""));
        count("release", () -> post(clerk(), path + "/release", ""));
        count("note", () -> post(clerk(), path + "/notes", "{\"text\":\"已核实\"}"));
        count(
                "help-request",
                () ->
                        post(
                                clerk(),
                                path + "/help-requests",
                                "{\"department\":\"transport\",\"question\":\"请核实\"}"));
        count(
                "supplement",
                () -> act(clerk(), id, "supplement", "{\"papers\":[\"traffic-plan\"]}"));
        count("transfer", () -> act(clerk(), id, "transfer", "{\"department\":\"transport\"}"));
        count(
                "rejection",
                () ->
                        act(
                                City.staff("sql-clerk", "transport", Role.CLERK),
                                id,
                                "rejection",
                                "{\"code\":\"NOT_NEEDED\",\"reason\":\"无需办理\"}"));
        String other = City.draft(lin, "item", "road-occupation", "").id();
        City.fillIn(lin, other, formOf("items/road-occupation", "/form"));
        City.supply(lin, other);
        own(lin, other, "submission", "");
        count("withdrawal", () -> own(lin, other, "withdrawal", ""));
    }

    private void atAWindow() {
        String clerk = City.staff("sql-clerk", "civil-affairs", Role.CLERK);
        count(
                "window submission",
                () -> IntakeTest.taken(clerk, "sql-came", "elder-card", "19450101", List.of()));
    }

    /** Of seven members. */
    private void asAWhole(String lin) {
        String id = City.draft(lin, "bundle", "newborn", "").id();
        City.fillIn(lin, id, formOf("bundles/newborn", "/guide/form"));
        City.supply(lin, id);
        count("guardian-consent", () -> own(lin, id, "guardian-consent", "{\"agreed\":true}"));
        count("bundle submission", () -> own(lin, id, "submission", ""));
        String clerk = City.staff("sql-clerk", "health", Role.CLERK);
        count("bundle acceptance", () -> act(clerk, id, "acceptance", ""));
    }

    private static String formOf(String path, String at) {
        return SampleForm.of(get("", "/open/v1/" + path).body().at(at)).toString();
    }

    private Reply count(String what, Act act) {
        int from = heard().size();
        Reply reply = act.take();
        assertThat(reply.status()).as(reply.body().toString()).isBetween(200, 201);
        counted.put(
                what,
                (int)
                        heard().stream()
                                .skip(from)
                                .map(ILoggingEvent::getFormattedMessage)
                                .filter(said -> said.startsWith("Executing SQL statement"))
                                .filter(said -> BESIDE.stream().noneMatch(said::contains))
                                .count());
        return reply;
    }

    /** Jobs of the service go on speaking meanwhile; the appender adds under its own lock. */
    private List<ILoggingEvent> heard() {
        synchronized (heard) {
            return List.copyOf(heard.list);
        }
    }

    private static Map<String, Integer> promised() throws IOException {
        Map<String, Integer> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            rows.put(row.group(1), Integer.parseInt(row.group(2)));
        }
        return rows;
    }

    private static String clerk() {
        return City.staff("sql-clerk", "urban-management", Role.CLERK);
    }

    private static String reviewer(String who) {
        return City.staff(who, "urban-management", Role.REVIEWER);
    }

    @FunctionalInterface
    private interface Act {
        Reply take();
    }
}
