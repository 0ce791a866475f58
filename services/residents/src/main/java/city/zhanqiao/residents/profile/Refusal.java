package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;

/** Why a resident's file was not opened or not changed. */
public sealed interface Refusal {

    /** Not a resident number. */
    record NumberInvalid(NumberFault fault) implements Refusal {}

    /** Not a name. */
    record NameInvalid() implements Refusal {}

    /** Not a mobile number. */
    record PhoneInvalid() implements Refusal {}

    /** The number is known with another name. */
    record NameDiffers() implements Refusal {}

    /** The number has a file under another log-in. */
    record NumberTaken() implements Refusal {}

    /** The log-in's file has another number. */
    record NumberDiffers() implements Refusal {}

    /** The log-in was given up for another one of the same person. */
    record JoinedElsewhere(ResidentId into) implements Refusal {}

    /** No such joining code, or not one for this person now. */
    record CodeUnknown() implements Refusal {}

    /** Somebody else changed the file since the caller looked. */
    record Stale() implements Refusal {}

    /** No place where somebody can live. */
    record HomeUnknown() implements Refusal {}

    /** No time zone. */
    record ZoneUnknown() implements Refusal {}
}
