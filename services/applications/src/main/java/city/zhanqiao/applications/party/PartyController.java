package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.State;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.party.Parties.Party;
import city.zhanqiao.applications.person.People;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Naming others whose consent a case needs, and consenting to a case of another. */
@RestController
class PartyController {

    private static final String PATH = "/api/v1/applications";

    private final CaseAccess cases;
    private final Items items;
    private final Parties parties;
    private final People people;
    private final EventLog events;
    private final AuditLog audit;
    private final Idempotency idempotency;

    PartyController(
            CaseAccess cases,
            Items items,
            Parties parties,
            People people,
            EventLog events,
            AuditLog audit,
            Idempotency idempotency) {
        this.cases = cases;
        this.items = items;
        this.parties = parties;
        this.people = people;
        this.events = events;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH + "/{id}/parties")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3)
    @Operation(summary = "Name somebody whose consent the case needs; they are asked in their app")
    Mono<PartyView> name(
            @PathVariable ApplicationId id,
            @Valid @RequestBody PartyRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        people.identify(request.realName(), request.residentNumber())
                                .map(identified ->
                                        identified.orElseThrow(unknown ->
                                                new ProblemException(
                                                        PartyProblem.PARTY_NOT_IDENTIFIED)))
                                .flatMap(party ->
                                        idempotency.<PartyView, ProblemException>once(
                                                new Act(
                                                        resident,
                                                        key,
                                                        "name a party of application " + id,
                                                        request),
                                                PartyView.class,
                                                named(resident, found, party, request.realName())
                                                        .map(Outcome::done))))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<PartyView> named(
            Caller.Resident resident, Application seen, ResidentId party, String name) {
        if (party.equals(seen.facts().resident())) {
            return Mono.error(new ProblemException(PartyProblem.PARTY_IS_APPLICANT));
        }
        return cases.lock(seen.facts().id())
                .filter(it -> it.state() == State.DRAFT)
                .switchIfEmpty(Mono.error(() -> new ProblemException(PartyProblem.PARTIES_CLOSED)))
                .flatMap(it -> parties.ask(it.facts().id(), party, name))
                .flatMap(first -> first ? tell(seen, party) : Mono.empty())
                .then(
                        audit.add(
                                AuditEntry.done(
                                        resident,
                                        "application.name-party",
                                        seen.facts().id().toString(),
                                        party)))
                .then(parties.find(seen.facts().id(), party))
                .map(PartyView::of);
    }

    private Mono<Void> tell(Application it, ResidentId party) {
        return events.append(new ConsentRequested(it.facts().id(), party, it.facts().item()));
    }

    @GetMapping(PATH + "/{id}/parties")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Who was asked for consent to my case, and what they said")
    Mono<PartyList> list(@PathVariable ApplicationId id, Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found -> parties.listOf(id).map(PartyView::of).collectList())
                .map(PartyList::new);
    }

    @GetMapping(PATH + "/consents")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Cases of others to which I am asked to consent")
    Mono<ConsentList> asked(Caller.Resident resident, ServerHttpRequest http) {
        return parties.listOf(resident.id())
                .collectList()
                .flatMapIterable(found -> found)
                .concatMap(party ->
                        cases.find(party.application())
                                .map(it -> toConsent(party, it, Language.of(http))))
                .collectList()
                .map(ConsentList::new);
    }

    @PostMapping(PATH + "/{id}/consent")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3)
    @Operation(summary = "Consent to a case of another, or decline; for oneself only")
    Mono<PartyView> answer(
            @PathVariable ApplicationId id,
            @Valid @RequestBody ConsentRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return idempotency
                .<PartyView, ProblemException>once(
                        new Act(resident, key, "answer about application " + id, request),
                        PartyView.class,
                        parties.answer(id, resident.id(), request.agreed())
                                .flatMap(done -> done ? Mono.just(true) : notOpen(id, resident))
                                .then(
                                        audit.add(
                                                AuditEntry.done(
                                                        resident,
                                                        "application.consent",
                                                        id.toString(),
                                                        resident.id())))
                                .then(parties.find(id, resident.id()))
                                .map(PartyView::of)
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<Boolean> notOpen(ApplicationId id, Caller.Resident resident) {
        return parties.find(id, resident.id())
                .map(answered -> PartyProblem.CONSENT_ANSWERED)
                .defaultIfEmpty(PartyProblem.CONSENT_NOT_ASKED)
                .flatMap(problem -> Mono.error(new ProblemException(problem)));
    }

    private ConsentView toConsent(Party party, Application it, Language language) {
        var title = items.pinned(it.facts().item(), it.facts().itemVersion()).title();
        return new ConsentView(
                it.facts().id(),
                language == Language.EN ? title.en() : title.zh(),
                party.state(),
                party.askedAt());
    }

    record PartyList(List<PartyView> items) {}

    /** Somebody who was named. */
    record PartyView(
            String name, Parties.State state, Instant askedAt, Optional<Instant> answeredAt) {
        static PartyView of(Party party) {
            return new PartyView(party.name(), party.state(), party.askedAt(), party.answeredAt());
        }

        /** Hides the name from logs. */
        @Override
        public String toString() {
            return "PartyView[hidden]";
        }
    }

    record ConsentList(List<ConsentView> items) {}

    /** A case of another: what it is about, and nothing that was filled in. */
    record ConsentView(
            ApplicationId application, String title, Parties.State state, Instant askedAt) {}

    /** Who. */
    record PartyRequest(
            @NotBlank @Size(max = 60) String realName,
            @NotBlank @Size(max = 18) String residentNumber) {
        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "PartyRequest[hidden]";
        }
    }

    /** Yes or no. */
    record ConsentRequest(boolean agreed) {}
}
