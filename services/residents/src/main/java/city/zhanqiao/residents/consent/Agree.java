package city.zhanqiao.residents.consent;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Takes consents down and back. Runs in the transaction of the act. */
final class Agree {

    private final ConsentTexts texts;
    private final Consents consents;
    private final Guardians guardians;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Agree(
            ConsentTexts texts,
            Consents consents,
            Guardians guardians,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.texts = texts;
        this.consents = consents;
        this.guardians = guardians;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes down that somebody agreed.
     *
     * @param shown what the app showed
     * @param child the child for whom a guardian agrees
     */
    Mono<Outcome<Consent, Refusal>> give(
            Open file, Caller.Resident actor, Shown shown, Optional<ResidentId> child) {
        return Mono.fromSupplier(() -> find(shown))
                .flatMap(
                        Outcomes.then(text ->
                                whose(file, child)
                                        .flatMap(
                                                Outcomes.then(person ->
                                                        add(
                                                                person,
                                                                actor,
                                                                text,
                                                                shown.language())))));
    }

    /** Takes effect at once, however often it is sent; history stays. */
    Mono<Outcome<Consent, Refusal>> withdraw(Caller.Resident actor, UUID id) {
        return consents.find(id)
                .filterWhen(consent -> mayWithdraw(actor.id(), consent))
                .flatMap(consent -> withdraw(actor, consent))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    /** Takes back everything that stands, because the person leaves. */
    Mono<Void> withdrawAll(Caller actor, ResidentId resident) {
        return consents.listStanding(resident)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(consent -> withdraw(actor, consent))
                .then();
    }

    private Outcome<ConsentText, Refusal> find(Shown shown) {
        Optional<ConsentText> found = texts.find(shown.code(), shown.version());
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.TextUnknown());
        }
        ConsentText text = found.get();
        if (!text.current()) {
            return Outcome.refused(new Refusal.TextOutdated());
        }
        return text.hash(shown.language()).equals(shown.hash())
                ? Outcome.done(text)
                : Outcome.refused(new Refusal.TextDiffers());
    }

    private Mono<Outcome<ResidentId, Refusal>> whose(Open file, Optional<ResidentId> child) {
        if (child.isEmpty()) {
            return Mono.just(
                    guardians.isChild(file)
                            ? Outcome.refused(new Refusal.NeedsGuardian())
                            : Outcome.done(file.id()));
        }
        return guardians
                .isGuardian(file.id(), child.get())
                .map(guardian ->
                        guardian
                                ? Outcome.<ResidentId, Refusal>done(child.get())
                                : Outcome.<ResidentId, Refusal>refused(new Refusal.NotGuardian()));
    }

    private Mono<Outcome<Consent, Refusal>> add(
            ResidentId person, Caller.Resident actor, ConsentText text, Language language) {
        return consents.outdate(person, actor.id(), text, clock.instant())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(old ->
                        writeDown(actor, ConsentEvent.Change.WITHDRAWN, "consent.outdate", old))
                .then(consents.add(person, actor.id(), text, language, clock.instant()))
                .flatMap(
                        given -> writeDown(actor, ConsentEvent.Change.GIVEN, "consent.give", given))
                .defaultIfEmpty(Outcome.refused(new Refusal.AlreadyGiven()));
    }

    private Mono<Boolean> mayWithdraw(ResidentId actor, Consent consent) {
        return consent.resident().equals(actor)
                ? Mono.just(true)
                : guardians.isGuardian(actor, consent.resident());
    }

    private Mono<Outcome<Consent, Refusal>> withdraw(Caller actor, Consent consent) {
        return consents.withdraw(consent.id(), actor.name(), clock.instant())
                .flatMap(now ->
                        now
                                ? writeDown(
                                        actor,
                                        ConsentEvent.Change.WITHDRAWN,
                                        "consent.withdraw",
                                        consent)
                                : Mono.just(Outcome.done(consent)));
    }

    private Mono<Outcome<Consent, Refusal>> writeDown(
            Caller actor, ConsentEvent.Change change, String action, Consent consent) {
        AuditEntry entry =
                AuditEntry.done(actor, action, consent.id().toString(), consent.resident());
        boolean own = consent.resident().value().equals(actor.name());
        return events.append(ConsentEvent.of(change, consent))
                .then(audit.add(own ? entry : entry.forPerson(consent.resident())))
                .thenReturn(Outcome.done(consent));
    }

    /**
     * What the app showed.
     *
     * @param hash of the words, as they came with the list of texts
     */
    record Shown(String code, int version, String hash, Language language) {}
}
