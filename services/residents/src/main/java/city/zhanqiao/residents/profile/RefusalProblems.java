package city.zhanqiao.residents.profile;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.problem.FieldFaults;

import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
public final class RefusalProblems {

    private RefusalProblems() {}

    /**
     * @param at JSON Pointer to the part of the body that names a person; empty for the caller
     */
    public static ProblemException toProblem(Refusal refusal, String at, Language language) {
        return switch (refusal) {
            case Refusal.NumberInvalid(var fault) ->
                    new ProblemException(ResidentsProblem.NUMBER_INVALID, fault)
                            .withFaults(
                                    List.of(
                                            FieldFaults.inBody(
                                                    at + "/residentNumber",
                                                    fault.code(),
                                                    language)));
            case Refusal.NameInvalid no ->
                    at(ResidentsProblem.NAME_INVALID, at + "/realName", "pattern", language);
            case Refusal.PhoneInvalid no ->
                    at(ResidentsProblem.PHONE_INVALID, at + "/phone", "pattern", language);
            case Refusal.NameDiffers no -> new ProblemException(ResidentsProblem.NAME_DIFFERS);
            case Refusal.NumberTaken no -> new ProblemException(ResidentsProblem.NUMBER_TAKEN);
            case Refusal.NumberDiffers no -> new ProblemException(ResidentsProblem.NUMBER_DIFFERS);
            case Refusal.JoinedElsewhere no ->
                    new ProblemException(ResidentsProblem.JOINED_ELSEWHERE);
            case Refusal.CodeUnknown no -> new ProblemException(ResidentsProblem.JOIN_CODE_UNKNOWN);
            case Refusal.Stale no -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.HomeUnknown no ->
                    at(ResidentsProblem.HOME_UNKNOWN, "/homeDivision", "format", language);
            case Refusal.ZoneUnknown no ->
                    at(ResidentsProblem.ZONE_UNKNOWN, "/zone", "format", language);
        };
    }

    /** The same for the caller's own file. */
    public static ProblemException toProblem(Refusal refusal) {
        return toProblem(refusal, "", Language.ZH_HANS);
    }

    private static ProblemException at(
            ResidentsProblem problem, String pointer, String code, Language language) {
        return new ProblemException(problem)
                .withFaults(List.of(FieldFaults.inBody(pointer, code, language)));
    }
}
