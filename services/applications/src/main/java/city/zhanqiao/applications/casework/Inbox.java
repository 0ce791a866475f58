package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an office has before it, oldest first. Only conditions that are asked for stand in the
 * statement, so that each can use its index.
 */
final class Inbox {

    private static final String LIST =
            "SELECT "
                    + ApplicationRow.COLUMNS
                    + """
                    , form FROM application
                     WHERE receipt IS NOT NULL AND state <> 'DRAFT'
                    """;

    private static final String ORDER = " ORDER BY id LIMIT :limit";

    private static final String BY_WORDS =
            "(cardinality(:pairs) > 0 AND words @> :pairs OR item = ANY(:items))";

    /** In which states which role has something to do. */
    private static final Map<Role, Set<State>> WORK =
            Map.of(
                    Role.CLERK,
                    Set.of(State.SUBMITTED, State.APPROVED, State.REFUSED, State.ISSUED),
                    Role.REVIEWER,
                    Set.of(State.ACCEPTED, State.UNDER_REVIEW, State.SUSPENDED),
                    Role.DECIDER,
                    Set.of(State.UNDER_REVIEW),
                    Role.HEAD,
                    Set.of(State.ACCEPTED, State.UNDER_REVIEW, State.SUSPENDED));

    private final DatabaseClient database;
    private final Items items;
    private final CaseClock clocks;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final ApplicationRow rows;
    private final CaseWords words;

    Inbox(
            DatabaseClient database,
            Items items,
            CaseClock clocks,
            FieldCipher cipher,
            JsonMapper json) {
        this.database = database;
        this.items = items;
        this.clocks = clocks;
        this.cipher = cipher;
        this.json = json;
        this.rows = new ApplicationRow(cipher, json);
        this.words = new CaseWords(cipher);
    }

    /** The states in which a role has work; none for a role that handles no case. */
    static Set<State> workOf(Role role) {
        return WORK.getOrDefault(role, Set.of());
    }

    /** A page, and the id after which the next one begins, if there is one. */
    Mono<Found> list(Caller.Staff staff, Wanted wanted, Optional<UUID> after, int limit) {
        return rows(staff, wanted, after, limit)
                .collectList()
                .map(page ->
                        new Found(
                                page.stream().filter(Hit::stands).map(Hit::application).toList(),
                                page.size() < limit
                                        ? Optional.empty()
                                        : Optional.of(page.getLast().application().facts().id())));
    }

    private Flux<Hit> rows(Caller.Staff staff, Wanted wanted, Optional<UUID> after, int limit) {
        return statement("", staff, wanted, after, limit)
                .map(row -> toHit(row, wanted.words()))
                .all();
    }

    /**
     * @param before stands before the statement, such as {@code EXPLAIN}
     */
    GenericExecuteSpec statement(
            String before, Caller.Staff staff, Wanted wanted, Optional<UUID> after, int limit) {
        Optional<CaseClock.Range> range = wanted.colour().map(clocks::rangeOf);
        Where where =
                across(staff, wanted)
                        .and("state = :state", "state", wanted.state().map(State::name))
                        .and("state = ANY(:work)", "work", wanted.role().map(Inbox::names))
                        .and("receipt = :receipt", "receipt", wanted.receipt())
                        .and("item = :item", "item", wanted.item())
                        .and("due_on >= :from", "from", range.flatMap(CaseClock.Range::from))
                        .and("due_on <= :to", "to", range.flatMap(CaseClock.Range::to))
                        .and("claimed_by = :claimer", "claimer", claimer(staff, wanted))
                        .and("id > :after", "after", after);
        if (range.isPresent() || wanted.role().isPresent()) {
            // Nobody has anything to do with what has ended.
            where.and("ended_at IS NULL");
        }
        if (wanted.state().filter(State.WAITING::equals).isEmpty()) {
            where.and("state <> 'WAITING'");
        }
        if (wanted.claim().filter(Claimed.NOBODY::equals).isPresent()) {
            where.and("claimed_by IS NULL");
        }
        wanted.words()
                .ifPresent(sought ->
                        where.and(BY_WORDS, "pairs", Optional.of(words.of(sought)))
                                .with("items", titled(sought)));
        return where.bind(database.sql(before + LIST + where.text() + ORDER).bind("limit", limit));
    }

    /** Whose cases, before anything else is asked. */
    private static Where across(Caller.Staff staff, Wanted wanted) {
        return switch (wanted.scope()) {
            case OFFICE ->
                    new Where()
                            .and("department = :department")
                            .with("department", staff.department().value())
                            .and("district = :district", "district", district(staff, wanted));
            case TAKEN_IN ->
                    new Where()
                            .and("taken_in_by = :taker")
                            .with("taker", staff.id().value())
                            .and("department = :department", "department", department(wanted))
                            .and(
                                    "district = :district",
                                    "district",
                                    wanted.district().map(DivisionCode::value));
            case CITY ->
                    new Where()
                            .and("department = :department", "department", department(wanted))
                            .and("district = :district", "district", district(staff, wanted));
        };
    }

    private static Optional<String> department(Wanted wanted) {
        return wanted.department().map(DepartmentCode::value);
    }

    /** Staff of a district see nothing beyond it, whatever they name. */
    private static Optional<String> district(Caller.Staff staff, Wanted wanted) {
        return staff.district().or(wanted::district).map(DivisionCode::value);
    }

    private static Optional<String> claimer(Caller.Staff staff, Wanted wanted) {
        return wanted.claim().filter(Claimed.ME::equals).map(me -> staff.id().value());
    }

    private static String[] names(Role role) {
        return workOf(role).stream().map(State::name).toArray(String[]::new);
    }

    private String[] titled(String sought) {
        return items.all().stream()
                .filter(item -> item.title().zh().contains(sought))
                .map(item -> item.code())
                .toArray(String[]::new);
    }

    private Hit toHit(Readable row, Optional<String> sought) {
        Application found = rows.read(row);
        return new Hit(
                found, sought.map(text -> stands(text, found.facts().item(), row)).orElse(true));
    }

    private boolean stands(String sought, String item, Readable row) {
        return items.current(item).map(it -> it.title().zh().contains(sought)).orElse(false)
                || Columns.find(row, "form", byte[].class)
                        .map(sealed -> json.readTree(cipher.open(sealed, Applications.FORM)))
                        .map(form -> CaseWords.stand(sought, form))
                        .orElse(false);
    }

    private record Hit(Application application, boolean stands) {}

    /** A page of an office's inbox. */
    record Found(List<Application> cases, Optional<ApplicationId> next) {}

    /** Across what an inbox looks. */
    enum Scope {
        /** The cases before the own office. */
        OFFICE,
        /** What the caller took in at a window, for whichever office and district. */
        TAKEN_IN,
        /** The cases of every department; for the government's office. */
        CITY
    }

    /** Whose claims are looked for. */
    enum Claimed {
        ME,
        NOBODY
    }

    /**
     * What an office looks for; what is absent is not asked.
     *
     * @param department beside the own one, where the scope reaches beyond it
     * @param role only what this role has to do
     * @param words at least two characters, in the form or in the title of the item
     */
    record Wanted(
            Scope scope,
            Optional<DepartmentCode> department,
            Optional<Role> role,
            Optional<State> state,
            Optional<ClockColour> colour,
            Optional<DivisionCode> district,
            Optional<String> item,
            Optional<String> receipt,
            Optional<Claimed> claim,
            Optional<String> words) {}

    /** The conditions of one statement and what is bound to them. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder();
        private final Map<String, Object> values = new LinkedHashMap<>();

        Where and(String condition) {
            sql.append(" AND ").append(condition);
            return this;
        }

        Where and(String condition, String name, Optional<?> value) {
            value.ifPresent(present -> and(condition).with(name, present));
            return this;
        }

        Where with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        String text() {
            return sql.toString();
        }

        GenericExecuteSpec bind(GenericExecuteSpec statement) {
            GenericExecuteSpec bound = statement;
            for (Map.Entry<String, Object> one : values.entrySet()) {
                bound = bound.bind(one.getKey(), one.getValue());
            }
            return bound;
        }
    }
}
