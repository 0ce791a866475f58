package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.residents.profile.ResidentFile.Open;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;

/** Corrects what the file says about its person (更正), after a clerk has seen why. */
public final class Correct {

    private final Residents residents;
    private final AuditLog audit;
    private final InstantSource clock;

    Correct(Residents residents, AuditLog audit, InstantSource clock) {
        this.residents = residents;
        this.audit = audit;
        this.clock = clock;
    }

    /** What can be corrected. */
    public enum Field {
        REAL_NAME,
        RESIDENT_NUMBER,
        PHONE
    }

    /** Whether the value could stand in the field. */
    public Outcome<String, Refusal> check(Open file, Field field, String value) {
        return claims(file, field, value).map(good -> value);
    }

    /** Belongs into the transaction of the decision. */
    public Mono<Outcome<ResidentId, Refusal>> correct(
            Open file, Field field, String value, Caller actor) {
        return Mono.fromSupplier(() -> claims(file, field, value))
                .flatMap(Outcomes.then(claims -> checkNumber(file, claims)))
                .flatMap(
                        Outcomes.then(claims ->
                                residents
                                        .takeClaims(file.id(), claims)
                                        .then(
                                                audit.add(
                                                        AuditEntry.done(
                                                                actor,
                                                                "resident.correct",
                                                                file.id().value(),
                                                                file.id())))
                                        .thenReturn(Outcome.done(file.id()))));
    }

    private Outcome<Claims, Refusal> claims(Open file, Field field, String value) {
        return switch (field) {
            case PHONE -> phone(value).map(phone -> with(file, file.person(), Optional.of(phone)));
            case REAL_NAME ->
                    person(value, file.person().map(known -> known.number().value()).orElse(""))
                            .map(person -> with(file, Optional.of(person), file.phone()));
            case RESIDENT_NUMBER ->
                    person(file.person().map(known -> known.name().value()).orElse(""), value)
                            .map(person -> with(file, Optional.of(person), file.phone()));
        };
    }

    private Outcome<Person, Refusal> person(String name, String number) {
        return Person.parse(name, number, CityTime.today(clock));
    }

    private static Outcome<PhoneNumber, Refusal> phone(String text) {
        return switch (PhoneNumber.parse(text.strip())) {
            case Outcome.Done<PhoneNumber, IdentifierFault>(PhoneNumber phone) ->
                    Outcome.done(phone);
            case Outcome.Refused<PhoneNumber, IdentifierFault> no ->
                    Outcome.refused(new Refusal.PhoneInvalid());
        };
    }

    private Mono<Outcome<Claims, Refusal>> checkNumber(Open file, Claims claims) {
        return Mono.justOrEmpty(claims.person())
                .flatMap(person ->
                        residents
                                .lock(person.number())
                                .then(residents.findByNumber(person.number())))
                .filter(holder -> !holder.id().equals(file.id()))
                .map(holder -> Outcome.<Claims, Refusal>refused(new Refusal.NumberTaken()))
                .defaultIfEmpty(Outcome.done(claims));
    }

    private static Claims with(Open file, Optional<Person> person, Optional<PhoneNumber> phone) {
        return new Claims(person, phone, file.level(), file.levelAt());
    }
}
