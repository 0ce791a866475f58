package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes down what the events tell. Any event may come late or twice: dates are kept as first told,
 * stops as sets, visits by their event, so that order and repetition change nothing. A hall tells
 * of a check-in and a window of what was done there; on one day that was one coming. The law's
 * limit is told with its extension once there is one: the shorter is the law's, the longer binds.
 */
final class CaseEvents {

    /** Under which residents are counted; see {@link #pseudonym}. */
    private static final String COLUMN = "pilots.resident";

    private static final String HALL = "hall:";

    /** Told by whoever received the resident. */
    private static final String VISIT = "city.zhanqiao.visit.recorded.v1";

    private static final String NOTE =
            """
            INSERT INTO measured_case AS known
                   (id, resident, item, district, intake_district, channel, bundle, submitted_on,
                    accepted_on, closed_on, ended_on, stops, resumes, corrected, statutory_days,
                    limit_days, promised_days, papers_required, papers_shared, rating,
                    remedied_in_time, due_on, told_at)
            VALUES (:id, :resident, :item, :district, :intakeDistrict, :channel, :bundle, :submittedOn,
                    :acceptedOn, :closedOn, :endedOn, :stops, :resumes, :corrected, :statutoryDays,
                    :statutoryDays, :promisedDays, :papersRequired, :papersShared, :rating, :remedied,
                    :dueOn, :toldAt)
            ON CONFLICT (id) DO UPDATE
               SET resident = coalesce(known.resident, excluded.resident),
                   item = coalesce(known.item, excluded.item),
                   district = coalesce(known.district, excluded.district),
                   intake_district = coalesce(known.intake_district, excluded.intake_district),
                   channel = coalesce(known.channel, excluded.channel),
                   bundle = coalesce(known.bundle, excluded.bundle),
                   submitted_on = coalesce(known.submitted_on, excluded.submitted_on),
                   accepted_on = coalesce(known.accepted_on, excluded.accepted_on),
                   closed_on = coalesce(known.closed_on, excluded.closed_on),
                   ended_on = coalesce(known.ended_on, excluded.ended_on),
                   stops = CASE WHEN excluded.stops <@ known.stops THEN known.stops
                                ELSE known.stops || excluded.stops END,
                   resumes = CASE WHEN excluded.resumes <@ known.resumes THEN known.resumes
                                  ELSE known.resumes || excluded.resumes END,
                   corrected = known.corrected OR excluded.corrected,
                   statutory_days = least(known.statutory_days, excluded.statutory_days),
                   limit_days = greatest(known.limit_days, excluded.limit_days),
                   promised_days = coalesce(known.promised_days, excluded.promised_days),
                   papers_required = coalesce(known.papers_required, excluded.papers_required),
                   papers_shared = coalesce(known.papers_shared, excluded.papers_shared),
                   rating = coalesce(known.rating, excluded.rating),
                   remedied_in_time = coalesce(known.remedied_in_time, excluded.remedied_in_time),
                   due_on = CASE WHEN known.told_at < excluded.told_at THEN excluded.due_on
                                 ELSE known.due_on END,
                   told_at = greatest(known.told_at, excluded.told_at),
                   dirty = true
            """;

    /** What the resident did goes with it in one statement. */
    private static final String NOTE_ACTIVITY =
            "WITH noted AS ("
                    + NOTE
                    + """
                      )
                      INSERT INTO measured_activity AS known (item, district, month, resident, elder)
                      VALUES (:item, :district, date_trunc('month', :on::timestamp)::date, :resident,
                              :elder)
                      ON CONFLICT (item, district, month, resident)
                      DO UPDATE SET elder = excluded.elder
                       WHERE known.elder IS NULL AND excluded.elder IS NOT NULL
                    """;

    private static final String ADD_DRAFT =
            """
            INSERT INTO measured_draft (id, item, district, begun_on)
            VALUES (:id, :item, :district, :on)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String ADD_VISIT =
            """
            WITH visited AS (
                INSERT INTO measured_visit (event, application, happened_on)
                VALUES (:event, :application, :on)
                ON CONFLICT (event) DO NOTHING
                RETURNING application)
            INSERT INTO measured_case (id) SELECT application FROM visited
            ON CONFLICT (id) DO UPDATE SET dirty = true
            """;

    /** Who books at a hall is active there; how old they are is not told. */
    private static final String ADD_BOOKING =
            """
            INSERT INTO measured_activity (item, district, month, resident)
            VALUES (:scenario, :district, date_trunc('month', :on::timestamp)::date, :resident)
            ON CONFLICT (item, district, month, resident) DO NOTHING
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    CaseEvents(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    EventSubscription ofApplications() {
        EventSubscription all =
                EventSubscription.to("applications")
                        .on(
                                "city.zhanqiao.application.drafted.v1",
                                DraftTold.class,
                                this::addDraft);
        all = all.on(VISIT, VisitTold.class, this::addVisit);
        for (CaseStep step : CaseStep.values()) {
            all = all.on(step.type(), CaseTold.class, (event, told) -> note(step, event, told));
        }
        return all;
    }

    EventSubscription ofAppointments() {
        return EventSubscription.to("appointments")
                .on(VISIT, VisitTold.class, this::addVisit)
                .on("city.zhanqiao.booking.confirmed.v1", BookingTold.class, this::addBooking);
    }

    /** The same resident has the same one, and nobody can lead it back without the city's key. */
    byte[] pseudonym(ResidentId resident) {
        return cipher.lookup(resident.value(), COLUMN);
    }

    private Mono<Void> note(CaseStep step, CloudEvent event, CaseTold told) {
        LocalDate on = CityTime.dateOf(event.time());
        byte[] resident = pseudonym(told.residentId());
        Function<CaseStep, Optional<LocalDate>> at =
                wanted -> Optional.of(on).filter(day -> step == wanted);
        GenericExecuteSpec note =
                database.sql(step.isByResident() ? NOTE_ACTIVITY : NOTE)
                        .bind("id", told.applicationId())
                        .bind("resident", resident)
                        .bind("item", told.itemCode())
                        .bind("district", told.district())
                        .bind("stops", dates(at.apply(CaseStep.SUSPENDED)))
                        .bind("resumes", dates(at.apply(CaseStep.RESUMED)))
                        .bind("corrected", step == CaseStep.CORRECTION_REQUESTED)
                        .bind("toldAt", event.sequence());
        note = Columns.bind(note, "intakeDistrict", told.intakeDistrict(), String.class);
        note = Columns.bind(note, "channel", told.channel(), String.class);
        note = Columns.bind(note, "bundle", told.bundleId(), UUID.class);
        note = Columns.bind(note, "submittedOn", at.apply(CaseStep.SUBMITTED), LocalDate.class);
        note =
                Columns.bind(
                        note,
                        "acceptedOn",
                        at.apply(CaseStep.ACCEPTED).map(day -> acceptedOn(told, day)),
                        LocalDate.class);
        note = Columns.bind(note, "closedOn", closedOn(step, on), LocalDate.class);
        note = Columns.bind(note, "endedOn", endedOn(step, on), LocalDate.class);
        note = Columns.bind(note, "statutoryDays", told.statutoryDays(), Integer.class);
        note = Columns.bind(note, "promisedDays", promisedDays(step, told, on), Integer.class);
        note = Columns.bind(note, "papersRequired", told.papersRequired(), Integer.class);
        note = Columns.bind(note, "papersShared", told.papersShared(), Integer.class);
        note = Columns.bind(note, "rating", rating(step, told), Integer.class);
        note = Columns.bind(note, "remedied", remedied(step, told), Boolean.class);
        note = Columns.bind(note, "dueOn", told.dueOn(), LocalDate.class);
        return step.isByResident()
                ? Columns.bind(note.bind("on", on), "elder", told.elder(), Boolean.class).then()
                : note.then();
    }

    private Mono<Void> addDraft(CloudEvent event, DraftTold told) {
        return database.sql(ADD_DRAFT)
                .bind("id", told.applicationId())
                .bind("item", told.itemCode())
                .bind("district", told.district())
                .bind("on", CityTime.dateOf(event.time()))
                .then();
    }

    private Mono<Void> addVisit(CloudEvent event, VisitTold told) {
        return Mono.justOrEmpty(told.applicationId())
                .flatMap(application ->
                        database.sql(ADD_VISIT)
                                .bind("event", event.id())
                                .bind("application", application)
                                .bind("on", CityTime.dateOf(event.time()))
                                .then());
    }

    private Mono<Void> addBooking(CloudEvent event, BookingTold told) {
        return database.sql(ADD_BOOKING)
                .bind("scenario", HALL + told.hall())
                .bind("district", told.district())
                .bind("on", CityTime.dateOf(event.time()))
                .bind("resident", pseudonym(told.residentId()))
                .then();
    }

    private static Optional<LocalDate> closedOn(CaseStep step, LocalDate on) {
        return switch (step) {
            case APPROVED, REFUSED, COMPLETED, PARTIALLY_DONE -> Optional.of(on);
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> endedOn(CaseStep step, LocalDate on) {
        return switch (step) {
            case NOT_ACCEPTED, LAPSED, WITHDRAWN, BLOCKED -> Optional.of(on);
            default -> Optional.empty();
        };
    }

    /**
     * The day as of which a case was accepted: where the office was silent that is the day on which
     * it came (行政许可法 §32(4)), told only by the promise that has been running since.
     */
    private static LocalDate acceptedOn(CaseTold told, LocalDate on) {
        WorkingCalendar calendar = WorkingCalendar.published();
        return told.promisedDays()
                .flatMap(promised ->
                        told.dueOn()
                                .filter(due ->
                                        calendar.statusOf(due.getYear()) != YearStatus.MISSING)
                                .map(due -> before(due, promised, calendar)))
                .filter(started -> started.isBefore(calendar.workingDayOnOrBefore(on).date()))
                .orElse(on);
    }

    /** The working day from which a number of them leads to the day. */
    private static LocalDate before(LocalDate day, int workingDays, WorkingCalendar calendar) {
        return Stream.iterate(
                        calendar.workingDayOnOrBefore(day).date(),
                        known -> calendar.workingDayOnOrBefore(known.minusDays(1)).date())
                .skip(workingDays)
                .findFirst()
                .orElseThrow();
    }

    /** The promise runs from the acceptance to the day that is due then. */
    private static Optional<Integer> promisedDays(CaseStep step, CaseTold told, LocalDate on) {
        return told.promisedDays()
                .or(() ->
                        told.dueOn()
                                .filter(due -> step == CaseStep.ACCEPTED && !due.isBefore(on))
                                .map(due ->
                                        WorkingCalendar.published().workingDaysBetween(on, due)));
    }

    private static Optional<Integer> rating(CaseStep step, CaseTold told) {
        return step == CaseStep.RATED ? told.level() : Optional.empty();
    }

    private static Optional<Boolean> remedied(CaseStep step, CaseTold told) {
        return step == CaseStep.BAD_RATING_RESOLVED ? told.fixedInTime() : Optional.empty();
    }

    private static LocalDate[] dates(Optional<LocalDate> day) {
        return day.stream().toArray(LocalDate[]::new);
    }
}
