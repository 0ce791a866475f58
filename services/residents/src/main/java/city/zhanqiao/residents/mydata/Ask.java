package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.personal.PersonalExport;
import city.zhanqiao.data.personal.PersonalPart.Kept;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.mydata.DataRequest.Kind;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.mydata.DataRequests.New;
import city.zhanqiao.residents.mydata.DataRequests.Relative;
import city.zhanqiao.residents.profile.Correct;
import city.zhanqiao.residents.profile.Leaving;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes what residents ask about their data. Runs in the transaction of the act. */
final class Ask {

    /** Within how many working days an answer is given; the law says "in time" (§50). */
    private static final int ANSWER_DAYS = 15;

    private final Residents residents;
    private final Guardians guardians;
    private final DataRequests requests;
    private final Parts parts;
    private final Holders holders;
    private final Correct correct;
    private final Leaving leaving;
    private final AuditLog audit;
    private final InstantSource clock;
    private final WorkingCalendar calendar = WorkingCalendar.published();

    Ask(
            Residents residents,
            Guardians guardians,
            DataRequests requests,
            Parts parts,
            Holders holders,
            Correct correct,
            Leaving leaving,
            AuditLog audit,
            InstantSource clock) {
        this.residents = residents;
        this.guardians = guardians;
        this.requests = requests;
        this.parts = parts;
        this.holders = holders;
        this.correct = correct;
        this.leaving = leaving;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A copy of everything; one at a time.
     *
     * @param child whose guardian asks
     */
    Mono<Outcome<DataRequest, Refusal>> export(Caller.Resident caller, Optional<ResidentId> child) {
        return whose(caller, child)
                .flatMap(
                        Outcomes.then(person ->
                                export(
                                        caller,
                                        New.of(person, Kind.EXPORT, State.GATHERING)
                                                .by(caller.id()))));
    }

    private Mono<Outcome<ResidentId, Refusal>> whose(
            Caller.Resident caller, Optional<ResidentId> child) {
        return child.map(one -> asGuardian(caller, one))
                .orElseGet(() -> Mono.just(Outcome.done(caller.id())));
    }

    private Mono<Outcome<ResidentId, Refusal>> asGuardian(
            Caller.Resident caller, ResidentId child) {
        return guardians
                .isGuardian(caller.id(), child)
                .map(guardian ->
                        guardian
                                ? Outcome.<ResidentId, Refusal>done(child)
                                : Outcome.<ResidentId, Refusal>refused(new Refusal.NotGuardian()));
    }

    /**
     * A copy of what the city holds about somebody who has died, for a near relative whose papers a
     * clerk has seen (个人信息保护法 §49). Authority and consents of the deceased end with it.
     */
    Mono<Outcome<DataRequest, Refusal>> exportForRelative(
            Caller.Staff clerk, ResidentId deceased, Relative relative) {
        New wanted =
                new New(
                        deceased,
                        Optional.of(relative),
                        Kind.EXPORT,
                        State.GATHERING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return deceased.equals(relative.id())
                ? Mono.just(Outcome.refused(new Refusal.SamePerson()))
                : leaving.closeAfterDeath(deceased, clerk).then(export(clerk, wanted));
    }

    private Mono<Outcome<DataRequest, Refusal>> export(Caller caller, New wanted) {
        ResidentId resident = wanted.resident();
        return requests.lock(resident)
                .then(requests.findGathering(resident))
                .map(running ->
                        Outcome.<DataRequest, Refusal>refused(
                                new Refusal.ExportUnderWay(running.id())))
                .switchIfEmpty(
                        Mono.defer(() ->
                                add(wanted)
                                        .flatMap(made ->
                                                parts.add(
                                                                made.id(),
                                                                holders.names(),
                                                                clock.instant())
                                                        .then(note(caller, "export", made)))));
    }

    /** Goes to staff, who look at the proof. */
    Mono<Outcome<DataRequest, Refusal>> correction(
            Caller.Resident caller, Optional<ResidentId> child, Correct.Field field, String value) {
        return whose(caller, child)
                .flatMap(
                        Outcomes.then(person ->
                                residents
                                        .find(person)
                                        .ofType(Open.class)
                                        .flatMap(file -> correction(caller, file, field, value))
                                        .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()))));
    }

    private Mono<Outcome<DataRequest, Refusal>> correction(
            Caller.Resident caller, Open file, Correct.Field field, String value) {
        return Mono.fromSupplier(() -> BadValues.of(correct.check(file, field, value)))
                .flatMap(
                        Outcomes.then(good ->
                                add(new New(
                                                        file.id(),
                                                        Optional.empty(),
                                                        Kind.CORRECTION,
                                                        State.OPEN,
                                                        Optional.of(field),
                                                        Optional.of(good),
                                                        Optional.empty(),
                                                        Optional.empty())
                                                .by(caller.id()))
                                        .flatMap(made -> note(caller, "correction", made))));
    }

    /**
     * Deletes the file, or shuts it while something must be kept.
     *
     * @param child whose guardian asks
     * @param held what all services hold, asked before the transaction
     */
    Mono<Outcome<DataRequest, Refusal>> deletion(
            Caller.Resident caller, Optional<ResidentId> child, List<PersonalExport> held) {
        return whose(caller, child)
                .flatMap(Outcomes.then(person -> deletion(caller, person, held)));
    }

    private Mono<Outcome<DataRequest, Refusal>> deletion(
            Caller.Resident caller, ResidentId person, List<PersonalExport> held) {
        List<OpenMatter> open = held.stream().flatMap(one -> one.open().stream()).toList();
        if (!open.isEmpty()) {
            return Mono.just(Outcome.refused(new Refusal.OpenMatters(open)));
        }
        return requests.lock(person)
                .then(residents.find(person).ofType(Open.class))
                .flatMap(file -> leave(caller, person, held))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<DataRequest, Refusal>> leave(
            Caller.Resident caller, ResidentId person, List<PersonalExport> held) {
        return held.stream()
                .flatMap(one -> one.kept().stream())
                .max(Comparator.comparing(Kept::until))
                .filter(longest -> !longest.until().isBefore(CityTime.today(clock)))
                .map(longest -> restrict(caller, person, longest))
                .orElseGet(() -> erase(caller, person));
    }

    private Mono<Outcome<DataRequest, Refusal>> restrict(
            Caller.Resident caller, ResidentId person, Kept longest) {
        New wanted =
                new New(
                                person,
                                Optional.empty(),
                                Kind.DELETION,
                                State.RESTRICTED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(longest.kind() + ": " + longest.reason()),
                                Optional.of(longest.until()))
                        .by(caller.id());
        return leaving.restrict(person, longest.until(), caller)
                .then(add(wanted))
                .flatMap(made -> note(caller, "deletion", made));
    }

    private Mono<Outcome<DataRequest, Refusal>> erase(Caller.Resident caller, ResidentId person) {
        return leaving.erase(person, caller)
                .then(add(New.of(person, Kind.DELETION, State.DONE).by(caller.id())))
                .flatMap(made -> note(caller, "deletion", made));
    }

    private Mono<DataRequest> add(New wanted) {
        Deadline due = calendar.addWorkingDays(CityTime.today(clock), ANSWER_DAYS);
        return requests.add(wanted, due, clock.instant());
    }

    private Mono<Outcome<DataRequest, Refusal>> note(Caller caller, String what, DataRequest made) {
        AuditEntry entry =
                AuditEntry.done(
                        caller, "data-request." + what, made.id().toString(), made.resident());
        boolean forChild =
                caller instanceof Caller.Resident resident
                        && !resident.id().equals(made.resident());
        return audit.add(forChild ? entry.forPerson(made.resident()) : entry)
                .thenReturn(Outcome.done(made));
    }
}
