package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a log-in says about its person.
 *
 * @param person only if the issuer vouches for name and number
 */
record Claims(
        Optional<Person> person,
        Optional<PhoneNumber> phone,
        RealNameLevel level,
        Instant levelAt) {

    static Outcome<Claims, Refusal> of(Caller.Resident caller, LocalDate today) {
        Optional<PhoneNumber> phone = caller.claimed().phone().flatMap(Claims::mobile);
        return person(caller.claimed(), today)
                .map(person -> new Claims(person, phone, caller.level(), caller.levelAt()));
    }

    private static Outcome<Optional<Person>, Refusal> person(
            Caller.Claimed claimed, LocalDate today) {
        return claimed.realName()
                .flatMap(name ->
                        claimed.residentNumber().map(number -> Person.parse(name, number, today)))
                .map(parsed -> parsed.map(Optional::of))
                .orElseGet(() -> Outcome.done(Optional.empty()));
    }

    /** A landline or foreign number logs in as well, but no message can be sent to it. */
    private static Optional<PhoneNumber> mobile(String text) {
        return switch (PhoneNumber.parse(text)) {
            case Outcome.Done<PhoneNumber, IdentifierFault>(PhoneNumber phone) ->
                    Optional.of(phone);
            case Outcome.Refused<PhoneNumber, IdentifierFault> refused -> Optional.empty();
        };
    }

    /** Whether the file says already what this log-in says. An older log-in changes nothing. */
    boolean addNothingTo(ResidentFile.Open file) {
        return (person.isEmpty() || person.equals(file.person()))
                && (phone.isEmpty() || phone.equals(file.phone()))
                && !levelAt.isAfter(file.levelAt());
    }

    /** Whether the file is that of another number. */
    boolean contradict(ResidentFile.Open file) {
        return person.flatMap(claimed ->
                        file.person().map(known -> !known.number().equals(claimed.number())))
                .orElse(false);
    }

    /** The file's own words where this log-in is silent; the later check of the person counts. */
    Claims over(ResidentFile.Open file) {
        boolean later = !levelAt.isBefore(file.levelAt());
        return new Claims(
                person.or(file::person),
                phone.or(file::phone),
                later ? level : file.level(),
                later ? levelAt : file.levelAt());
    }
}
