package city.zhanqiao.pilots;

import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;
import city.zhanqiao.web.test.TestIssuer;

import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Eighteen months of cases of three districts: written down as plain rows, from which an
 * independent calculation counts, and told through the event logs of two neighbours, late and twice
 * where it pleases. The same seed makes the same city.
 */
final class SimulatedCity implements AutoCloseable {

    static final List<String> DISTRICTS = List.of("370202", "370212", "370211");
    static final String HALL = "civic-centre";
    static final List<String> ITEMS =
            List.of("social-card", "residence-permit", "elder-card", "newborn");

    private static final LocalDate FIRST = LocalDate.of(2022, 6, 1);
    private static final LocalDate LAST = LocalDate.of(2023, 11, 30);
    private static final WorkingCalendar CALENDAR = WorkingCalendar.published();

    /** Statutory and promised days of each item; the law sets none for the last two. */
    private static final int[][] LIMITS = {{20, 5}, {15, 3}, {0, 2}, {0, 5}};

    private static final String TABLES =
            """
            CREATE TABLE sim_case (
                id uuid, resident text, elder boolean, item text, district text, intake text,
                channel text, member_of uuid, submitted date, accepted date, correction date,
                stopped date, resumed date, closed date, ended date, statutory int, promised int,
                required int, shared int, rating int, rated date, remedied boolean, noticed date,
                extended date);
            CREATE TABLE sim_visit (application uuid, day date);
            CREATE TABLE sim_draft (id uuid, item text, district text, day date);
            CREATE TABLE sim_day AS
                SELECT day::date AS day, extract(isodow FROM day) < 6 AS worked
                  FROM generate_series('2022-01-01'::date, '2024-03-31', interval '1 day') AS day;
            """;

    private static final String INDEXES =
            """
            CREATE INDEX ON sim_case (item, district);
            CREATE INDEX ON sim_visit (application);
            ANALYZE sim_case, sim_visit;
            """;

    /** Working days after the one and up to the other, once the notices are known. */
    private static final String WORKING_DAYS =
            """
            ALTER TABLE sim_day ADD PRIMARY KEY (day);
            CREATE TABLE sim_count AS
                SELECT day, count(*) FILTER (WHERE worked) OVER (ORDER BY day) AS until FROM sim_day;
            ALTER TABLE sim_count ADD PRIMARY KEY (day);
            CREATE FUNCTION wd(a date, b date) RETURNS bigint STABLE LANGUAGE sql AS
                'SELECT CASE WHEN b < a THEN 0 ELSE (SELECT until FROM sim_count WHERE day = b)
                                                  - (SELECT until FROM sim_count WHERE day = a) END';
            """;

    /** Whatever was handed in online was a draft before, and some drafts never were. */
    private static final String DRAFTS =
            """
            INSERT INTO sim_draft
            SELECT id, item, district, submitted - abs(hashtext(id::text)) % 5
              FROM sim_case WHERE channel = 'ONLINE' AND member_of IS NULL
            UNION ALL
            SELECT md5(id::text)::uuid, item, district, submitted
              FROM sim_case WHERE member_of IS NULL AND abs(hashtext(id::text)) % 4 = 0
            """;

    private static final String DRAFT_EVENTS =
            """
            INSERT INTO event (occurred_at, type, subject, data)
            SELECT (day::timestamp + interval '8 hours') AT TIME ZONE 'Asia/Shanghai',
                   'city.zhanqiao.application.drafted.v1', id,
                   jsonb_build_object('applicationId', id, 'itemCode', item, 'district', district,
                                      'channel', 'ONLINE')
              FROM sim_draft, generate_series(1, 2) AS time
             WHERE time = 1 OR abs(hashtext(id::text)) % 25 = 0
             ORDER BY time, day
            """;

    private static final String EVENTS =
            """
            INSERT INTO event (occurred_at, type, subject, data)
            SELECT (day::timestamp + interval '10 hours') AT TIME ZONE 'Asia/Shanghai',
                   'city.zhanqiao.application.' || step || '.v1', id,
                   jsonb_strip_nulls(jsonb_build_object(
                       'applicationId', id, 'residentId', resident, 'itemCode', item,
                       'itemVersion', 1, 'receiptNumber', 'R', 'division', district || '001000',
                       'district', district, 'intakeDistrict', intake, 'department', 'approval',
                       'channel', channel, 'bundleId', member_of,
                       'statutoryDays', statutory
                           + CASE WHEN extended IS NOT NULL AND step IN ('extended', 'approved')
                                  THEN 10 ELSE 0 END,
                       'promisedDays', CASE WHEN item <> 'elder-card' THEN promised END,
                       'dueOn', CASE WHEN step = 'accepted'
                                     THEN (SELECT due.day FROM sim_day AS due
                                            WHERE due.worked AND due.day > accepted
                                            ORDER BY due.day OFFSET promised - 1 LIMIT 1) END,
                       'papersRequired', CASE WHEN step = 'submitted' THEN required END,
                       'papersShared', CASE WHEN step = 'submitted' THEN shared END,
                       'elder', CASE WHEN step = 'submitted' THEN elder END,
                       'level', CASE WHEN step = 'rated' THEN rating END,
                       'fixedInTime', CASE WHEN step = 'bad-rating-resolved' THEN remedied END))
              FROM sim_case,
                   LATERAL (VALUES
                       (1, 'submitted', submitted), (1, 'accepted', noticed),
                       (1, 'correction-requested', correction), (1, 'suspended', stopped),
                       (1, 'resumed', resumed), (1, 'extended', extended),
                       (1, CASE WHEN item = 'newborn' THEN 'completed' ELSE 'approved' END, closed),
                       (1, CASE WHEN channel = 'ONLINE' THEN 'withdrawn' ELSE 'not-accepted' END,
                        ended),
                       (1, 'rated', rated),
                       (1, 'bad-rating-resolved', CASE WHEN rating <= 2 AND remedied IS NOT NULL
                                                         THEN rated + 3 END),
                       (2, 'submitted', submitted), (2, 'resumed', resumed), (2, 'accepted', noticed)
                   ) AS told (time, step, day)
             WHERE day IS NOT NULL AND (time = 1 OR abs(hashtext(id::text)) % 20 = 0)
             ORDER BY time, abs(hashtext(id::text || step)) % 30 = 0, day
            """;

    private static final String VISITS =
            """
            INSERT INTO event (occurred_at, type, subject, data)
            SELECT (day::timestamp + interval '9 hours') AT TIME ZONE 'Asia/Shanghai',
                   'city.zhanqiao.visit.recorded.v1', gen_random_uuid(),
                   jsonb_build_object('applicationId', application, 'residentId', 'r',
                                      'district', '370202', 'occasion', 'BOOKING')
              FROM sim_visit
             WHERE abs(hashtext(application || '' || day)) % 2 = %d
                OR abs(hashtext(application || '' || day)) % 5 = 0
            """;

    /** Seven residents book at a hall in the second round, some of them more than once. */
    private static final String BOOKINGS =
            """
            INSERT INTO event (occurred_at, type, subject, data)
            SELECT '2026-03-02 10:00+08', 'city.zhanqiao.booking.confirmed.v1', booking,
                   jsonb_build_object('bookingId', booking, 'reference', 'B', 'residentId', 'r-' || mod(n, 7),
                                      'hall', '%s', 'service', 'general', 'district', '370202',
                                      'startsAt', '2026-03-03T09:00:00+08:00',
                                      'endsAt', '2026-03-03T09:15:00+08:00', 'sequence', 0)
              FROM (SELECT n, gen_random_uuid()::text AS booking FROM generate_series(1, 20) AS n) AS one
            """
                    .formatted(HALL);

    private final TestDatabase applications = TestPostgres.newDatabase("simulated_applications");
    private final TestDatabase appointments = TestPostgres.newDatabase("simulated_appointments");
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private final Random random;
    private final int residents;

    /**
     * @param cases that will happen; the more there are, the more residents the city has
     */
    SimulatedCity(long seed, int cases) {
        this.random = new Random(seed);
        this.residents = cases * 3 / 5;
    }

    /** Starts the neighbours and gives the settings that lead to them. */
    Map<String, String> start(TestRedis redis) {
        services.add(
                TestService.start(
                        "applications",
                        Object.class,
                        applications.properties(),
                        redis.properties(),
                        TestIssuer.shared().properties()));
        services.add(
                TestService.start(
                        "appointments",
                        Object.class,
                        appointments.properties(),
                        redis.properties(),
                        TestIssuer.shared().properties()));
        return Map.of(
                "zhanqiao.peers.applications",
                address(0),
                "zhanqiao.peers.appointments",
                address(1));
    }

    private String address(int service) {
        return "http://127.0.0.1:" + TestService.port(services.get(service));
    }

    /** Lets the cases happen and tells of them. */
    void live(int cases) {
        applications.execute(TABLES + notices() + WORKING_DAYS);
        List<String> rows = new ArrayList<>();
        List<String> visits = new ArrayList<>();
        for (int n = 0; n < cases; n++) {
            addCase(rows, visits);
        }
        String visitRows = String.join(",", visits);
        applications.execute("INSERT INTO sim_case VALUES " + String.join(",", rows));
        applications.execute("INSERT INTO sim_visit VALUES " + visitRows);
        applications.execute(INDEXES);
        appointments.execute("CREATE TABLE sim_visit (application uuid, day date)");
        appointments.execute("INSERT INTO sim_visit VALUES " + visitRows);
        applications.execute(DRAFTS);
        applications.execute(DRAFT_EVENTS);
        applications.execute(EVENTS);
        // Booked visits are told by appointments, those at a window by applications; of every fifth
        // both tell, because who had booked was served at a window on the same day.
        appointments.execute(VISITS.replace("%d", "0"));
        appointments.execute(BOOKINGS);
        applications.execute(VISITS.replace("%d", "1"));
    }

    /** How many events have been told by each neighbour. */
    long told(String service) {
        return (service.equals("applications") ? applications : appointments)
                .count("SELECT count(*) FROM event");
    }

    /** Counts by plain SQL over the cases: numerator and denominator, a line for each indicator. */
    List<String> count(String item, String district, String from, String to) {
        return applications.texts(
                INDEPENDENT
                        .replace(":item", "'" + item + "'")
                        .replace(":district", "'" + district + "'")
                        .replace(":from", "'" + from + "'::date")
                        .replace(":to", "'" + to + "'::date"));
    }

    /** What the board has to show: channels of today, what was closed, colours, bad ratings. */
    String board(String item, String district, String today) {
        return applications
                .texts(
                        BOARD.replace(":item", "'" + item + "'")
                                .replace(":district", "'" + district + "'")
                                .replace(":today", "'" + today + "'::date"))
                .getFirst();
    }

    private void addCase(List<String> rows, List<String> visits) {
        int item = random.nextInt(100) < 8 ? 3 : random.nextInt(3);
        String district = DISTRICTS.get(random.nextInt(10) < 5 ? 0 : 1 + random.nextInt(2));
        String intake = random.nextInt(100) < 8 ? DISTRICTS.get(random.nextInt(3)) : district;
        int resident = random.nextInt(residents);
        boolean online = random.nextInt(100) < 82;
        UUID id = new UUID(random.nextLong(), random.nextLong());
        LocalDate submitted = FIRST.plusDays(random.nextInt(LAST.getDayOfYear() + 200));
        submitted = submitted.isAfter(LAST.minusDays(3)) ? LAST.minusDays(3) : submitted;
        int fate = random.nextInt(100);
        LocalDate accepted = CALENDAR.addWorkingDays(submitted, random.nextInt(4)).date();
        LocalDate ended = fate < 6 ? accepted : LocalDate.MAX;
        LocalDate stopped = chance(9) ? CALENDAR.addWorkingDays(accepted, 1).date() : LocalDate.MAX;
        LocalDate resumed =
                stopped.equals(LocalDate.MAX)
                        ? LocalDate.MAX
                        : CALENDAR.addWorkingDays(stopped, 1 + random.nextInt(6)).date();
        LocalDate goesOn = resumed.equals(LocalDate.MAX) ? accepted : resumed;
        int used = random.nextInt(LIMITS[item][1] + 2) + (chance(4) ? 25 : 0);
        LocalDate closed = fate < 10 ? LocalDate.MAX : CALENDAR.addWorkingDays(goesOn, used).date();
        int required = 2 + random.nextInt(5);
        // The office was silent, and the clock noticed (行政许可法 §32(4)); elder-card tells no promise.
        boolean silent = resident % 9 == 0 && item != 2 && accepted.isBefore(LAST.minusDays(20));
        LocalDate noticed = silent ? CALENDAR.addWorkingDays(accepted, 5).date() : accepted;
        boolean extended = LIMITS[item][0] > 0 && used > LIMITS[item][0] && resident % 2 == 0;
        boolean rates = chance(40) && !closed.isAfter(LAST.minusDays(10));
        int level = chance(90) ? 3 + random.nextInt(3) : 1 + random.nextInt(2);
        rows.add(
                row(
                        text(id),
                        text("r-" + resident),
                        Boolean.toString(resident % 5 == 0),
                        text(ITEMS.get(item)),
                        text(district),
                        text(intake),
                        text(online ? "ONLINE" : "WINDOW"),
                        "NULL::uuid",
                        day(submitted),
                        fate < 6 ? "NULL::date" : day(accepted),
                        chance(14) ? day(submitted) : "NULL::date",
                        fate < 6 ? "NULL::date" : day(stopped),
                        fate < 6 ? "NULL::date" : day(resumed),
                        day(closed),
                        day(ended),
                        Integer.toString(LIMITS[item][0]),
                        Integer.toString(LIMITS[item][1]),
                        Integer.toString(required),
                        Integer.toString(random.nextInt(required + 1)),
                        rates ? Integer.toString(level) : "NULL::int",
                        rates ? day(closed.plusDays(1)) : "NULL::date",
                        rates && level <= 2 ? remedied(resident) : "NULL::boolean",
                        fate < 6 ? "NULL::date" : day(noticed),
                        fate < 6 || !extended
                                ? "NULL::date"
                                : day(CALENDAR.addWorkingDays(accepted, 2).date())));
        if (item == 3) {
            rows.add(member(id, resident, district, online, submitted, accepted, closed));
        }
        int came = (online ? 0 : 1) + (chance(20) ? 1 + random.nextInt(2) : 0);
        for (int visit = 0; visit < came; visit++) {
            visits.add("('%s'::uuid, %s)".formatted(id, day(submitted.plusDays(visit))));
        }
    }

    /** The social card of the newborn child: handled for the bundle. */
    private String member(
            UUID bundle,
            int resident,
            String district,
            boolean online,
            LocalDate submitted,
            LocalDate accepted,
            LocalDate closed) {
        return row(
                text(new UUID(random.nextLong(), random.nextLong())),
                text("r-" + resident),
                Boolean.toString(resident % 5 == 0),
                text("social-card"),
                text(district),
                text(district),
                text(online ? "ONLINE" : "WINDOW"),
                text(bundle) + "::uuid",
                day(submitted),
                day(accepted),
                "NULL",
                "NULL",
                "NULL",
                day(closed),
                "NULL",
                "20",
                "5",
                "0",
                "0",
                "NULL",
                "NULL",
                "NULL",
                day(accepted),
                "NULL");
    }

    /** Of some nobody has taken care yet. */
    private String remedied(int resident) {
        boolean inTime = chance(70);
        return resident % 7 == 0 ? "NULL::boolean" : Boolean.toString(inTime);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static String row(String... values) {
        return "(" + String.join(", ", values) + ")";
    }

    private static String text(Object value) {
        return "'" + value + "'" + (value instanceof UUID ? "::uuid" : "");
    }

    /** What happens after the last day has not happened. */
    private static String day(LocalDate day) {
        return day.isAfter(LAST) ? "NULL::date" : "'" + day + "'::date";
    }

    /** The days on which the yearly notices depart from the week, read from the city's file. */
    private static String notices() {
        StringBuilder changes = new StringBuilder();
        String file = "/city/zhanqiao/city/calendar/days.csv";
        try (InputStream in = WorkingCalendar.class.getResourceAsStream(file)) {
            new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> List.of(line.split(",", -1)))
                    .forEach(part ->
                            changes.append(
                                    "UPDATE sim_day SET worked = %s WHERE day BETWEEN '%s' AND '%s';"
                                            .formatted(
                                                    part.get(1).equals("WORK"),
                                                    part.get(2),
                                                    part.get(3))));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return changes.toString();
    }

    @Override
    public void close() {
        services.forEach(ConfigurableApplicationContext::close);
    }

    /** Of a case that is open now the event told last says what is due. */
    private static final String BOARD =
            """
            WITH mine AS (
                SELECT *, closed IS NULL AND ended IS NULL AS runs
                  FROM sim_case
                 WHERE item = :item AND district = :district AND member_of IS NULL),
            told AS (
                SELECT DISTINCT ON (subject) subject, (data ->> 'dueOn')::date AS due
                  FROM event
                 WHERE subject IN (SELECT id::text FROM mine WHERE runs)
                   AND type <> 'city.zhanqiao.application.drafted.v1'
                 ORDER BY subject, position DESC),
            days AS (
                SELECT max(day) FILTER (WHERE day <= :today) AS last_worked,
                       min(day) FILTER (WHERE day > :today) AS next_worked
                  FROM sim_day WHERE worked)
            SELECT concat_ws(' ',
                   count(*) FILTER (WHERE submitted = :today AND channel = 'ONLINE'),
                   count(*) FILTER (WHERE submitted = :today AND channel = 'WINDOW'),
                   count(*) FILTER (WHERE closed = :today),
                   count(*) FILTER (WHERE runs AND due > next_worked),
                   count(*) FILTER (WHERE runs AND due BETWEEN last_worked AND next_worked),
                   count(*) FILTER (WHERE runs AND due < last_worked),
                   count(*) FILTER (WHERE runs AND due IS NULL),
                   count(*) FILTER (WHERE rating <= 2 AND remedied IS NULL))
              FROM mine LEFT JOIN told ON told.subject = mine.id::text, days
            """;

    private static final String INDEPENDENT =
            """
            WITH mine AS (
                SELECT *, (SELECT count(*) FROM sim_visit WHERE application = sim_case.id) AS visits,
                       wd(accepted, closed) - coalesce(wd(stopped, resumed), 0) AS used,
                       CASE WHEN statutory = 0 THEN promised
                            WHEN extended IS NULL THEN statutory ELSE statutory + 10 END AS lim
                  FROM sim_case WHERE item = :item AND district = :district),
            brought AS (
                SELECT * FROM mine WHERE member_of IS NULL AND submitted BETWEEN :from AND :to),
            done AS (SELECT * FROM mine WHERE member_of IS NULL AND closed BETWEEN :from AND :to),
            late AS (
                SELECT count(*) AS open FROM mine
                 WHERE member_of IS NULL AND accepted IS NOT NULL
                   AND (closed IS NULL OR closed > :to) AND (ended IS NULL OR ended > :to)
                   AND (stopped IS NULL OR resumed IS NOT NULL)
                   AND wd(accepted, :to) - coalesce(wd(stopped, resumed), 0) > lim),
            drafts AS (
                SELECT count(*) AS begun FROM sim_draft
                 WHERE item = :item AND district = :district AND day BETWEEN :from AND :to),
            aged AS (
                SELECT DISTINCT resident, elder FROM mine
                 WHERE date_trunc('month', submitted) BETWEEN :from AND :to),
            active AS (
                SELECT DISTINCT resident FROM mine
                 WHERE date_trunc('month', submitted) BETWEEN :from AND :to
                    OR date_trunc('month', rated) BETWEEN :from AND :to
                    OR channel = 'ONLINE' AND date_trunc('month', ended) BETWEEN :from AND :to)
            SELECT 'ONLINE ' || count(*) FILTER (WHERE channel = 'ONLINE') || ' ' || count(*) FROM brought
            UNION ALL SELECT 'NO_VISIT ' || count(*) FILTER (WHERE visits = 0) || ' ' || count(*) FROM done
            UNION ALL SELECT 'AT_ONCE ' || count(*) FILTER (WHERE visits < 2 AND correction IS NULL) || ' ' || count(*) FROM done
            UNION ALL SELECT 'VISITS_PER_CASE ' || coalesce(sum(visits), 0) || ' ' || count(*) FROM done
            UNION ALL SELECT 'PROMISE_CUT ' || coalesce(sum(statutory - promised) FILTER (WHERE statutory > 0), 0) || ' ' || coalesce(sum(statutory), 0) FROM done
            UNION ALL SELECT 'SPEED_UP ' || coalesce(sum(promised - used), 0) || ' ' || coalesce(sum(promised), 0) FROM done
            UNION ALL SELECT 'ON_TIME ' || count(*) FILTER (WHERE used <= lim) || ' ' || count(*) + (SELECT open FROM late) FROM done
            UNION ALL SELECT 'PAPERS_SPARED ' || coalesce(sum(shared), 0) || ' ' || coalesce(sum(required), 0) FROM done
            UNION ALL SELECT 'JOINT ' || count(*) FILTER (WHERE member_of IS NOT NULL) || ' ' || count(*) FROM mine WHERE submitted BETWEEN :from AND :to
            UNION ALL SELECT 'CROSS_DISTRICT ' || count(*) FILTER (WHERE intake <> district) || ' ' || count(*) FROM brought
            UNION ALL SELECT 'GOOD ' || count(*) FILTER (WHERE rating >= 3) || ' ' || count(rating) FROM done
            UNION ALL SELECT 'RATED ' || count(rating) || ' ' || count(*) FROM done
            UNION ALL SELECT 'BAD_REMEDIED_IN_TIME ' || count(*) FILTER (WHERE rating <= 2 AND remedied) || ' ' || count(*) FILTER (WHERE rating <= 2) FROM done
            UNION ALL SELECT 'ACTIVE_RESIDENTS ' || count(*) || ' -' FROM active
            UNION ALL SELECT 'ELDERS ' || count(*) FILTER (WHERE elder) || ' ' || count(*) FROM aged
            UNION ALL SELECT 'COMPLETION ' || count(*) FILTER (WHERE channel = 'ONLINE') || ' ' || (SELECT begun FROM drafts) FROM brought
            UNION ALL SELECT 'COST_PER_CASE 0 0'
            """;
}
