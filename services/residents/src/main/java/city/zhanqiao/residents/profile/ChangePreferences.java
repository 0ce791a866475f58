package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Changes how a resident is served. */
public final class ChangePreferences {

    private final Residents residents;
    private final Transactions transactions;
    private final EventLog events;
    private final AuditLog audit;
    private final List<HomeWatch> watches;
    private final Divisions divisions = Divisions.ofQingdao();

    ChangePreferences(
            Residents residents,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            List<HomeWatch> watches) {
        this.watches = List.copyOf(watches);
        this.residents = residents;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
    }

    /** Reads what was chosen. */
    public Outcome<Preferences, Refusal> read(
            Language language, boolean elderMode, Optional<DivisionCode> home, String zone) {
        if (home.isPresent() && !divisions.isResidence(home.get())) {
            return Outcome.refused(new Refusal.HomeUnknown());
        }
        return ZoneId.getAvailableZoneIds().contains(zone)
                ? Outcome.done(new Preferences(language, elderMode, home, ZoneId.of(zone)))
                : Outcome.refused(new Refusal.ZoneUnknown());
    }

    /** Stores it, unless the file was changed since it was seen. */
    public Mono<Outcome<Open, Refusal>> change(
            Open file, IfMatch seen, Preferences wanted, Caller actor) {
        if (!seen.admits(file.version())) {
            return Mono.just(Outcome.refused(new Refusal.Stale()));
        }
        return transactions.act(changeWithin(file, wanted, actor));
    }

    /** The same in the transaction of another act. */
    public Mono<Outcome<Open, Refusal>> changeWithin(Open file, Preferences wanted, Caller actor) {
        boolean moved = !wanted.homeDivision().equals(file.preferences().homeDivision());
        return residents
                .change(file, wanted)
                .map(done -> done ? changed(file, wanted) : stale())
                .flatMap(Outcomes.then(changed -> writeDown(changed, actor)))
                .flatMap(
                        Outcomes.then(changed ->
                                (moved ? tellMoved(changed) : Mono.<Void>empty())
                                        .thenReturn(Outcome.done(changed))));
    }

    private Mono<Void> tellMoved(Open changed) {
        return Flux.fromIterable(watches).concatMap(watch -> watch.moved(changed.id())).then();
    }

    private Mono<Outcome<Open, Refusal>> writeDown(Open changed, Caller actor) {
        return events.append(ProfileChanged.of(changed.id(), changed.preferences()))
                .then(
                        audit.add(
                                AuditEntry.done(
                                        actor,
                                        "resident.change",
                                        changed.id().value(),
                                        changed.id())))
                .thenReturn(Outcome.done(changed));
    }

    private static Outcome<Open, Refusal> changed(Open file, Preferences wanted) {
        return Outcome.done(file.at(new Version(file.version().number() + 1), wanted));
    }

    private static Outcome<Open, Refusal> stale() {
        return Outcome.refused(new Refusal.Stale());
    }
}
