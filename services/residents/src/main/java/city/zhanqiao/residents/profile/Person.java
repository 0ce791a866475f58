package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identifier.ResidentNumber;

import java.time.LocalDate;

/** Name and number that belong together. Personal data: printed masked. */
public record Person(RealName name, ResidentNumber number) {

    /** Reads what stands on a document. */
    public static Outcome<Person, Refusal> parse(
            String realName, String residentNumber, LocalDate today) {
        return number(residentNumber, today)
                .then(number ->
                        RealName.parse(realName)
                                .map(name ->
                                        Outcome.<Person, Refusal>done(new Person(name, number)))
                                .orElseGet(() -> Outcome.refused(new Refusal.NameInvalid())));
    }

    private static Outcome<ResidentNumber, Refusal> number(String text, LocalDate today) {
        return switch (ResidentNumber.parse(text.strip(), today)) {
            case Outcome.Done<ResidentNumber, IdentifierFault>(ResidentNumber number) ->
                    Outcome.done(number);
            case Outcome.Refused<ResidentNumber, IdentifierFault>(IdentifierFault fault) ->
                    Outcome.refused(new Refusal.NumberInvalid(NumberFault.of(fault)));
        };
    }
}
