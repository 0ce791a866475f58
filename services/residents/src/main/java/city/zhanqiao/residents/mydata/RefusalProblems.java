package city.zhanqiao.residents.mydata;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.FieldFaults;

import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toProblem(Refusal refusal, Language language) {
        return switch (refusal) {
            case Refusal.ExportUnderWay(var id) ->
                    new ProblemException(ResidentsProblem.EXPORT_UNDER_WAY, id);
            case Refusal.NotFound no ->
                    new ProblemException(ResidentsProblem.DATA_REQUEST_NOT_FOUND);
            case Refusal.NotReady no -> new ProblemException(ResidentsProblem.EXPORT_NOT_READY);
            case Refusal.OpenMatters(var matters) ->
                    new ProblemException(
                            ResidentsProblem.DELETION_OPEN_MATTERS,
                            matters.size(),
                            matters.stream()
                                    .map(matter -> matter.kind() + " " + matter.reference())
                                    .limit(10)
                                    .collect(joining(", ")));
            case Refusal.Decided no -> new ProblemException(ResidentsProblem.DATA_REQUEST_DECIDED);
            case Refusal.BadValue(var why) ->
                    city.zhanqiao.residents.profile.RefusalProblems.toProblem(
                            why, "/correction", language);
            case Refusal.NotGuardian no ->
                    new ProblemException(ResidentsProblem.NOT_GUARDIAN)
                            .withFaults(
                                    List.of(FieldFaults.inBody("/actingFor", "invalid", language)));
            case Refusal.SamePerson no -> new ProblemException(ResidentsProblem.RELATIVE_IS_SELF);
            case Refusal.Unidentified(var pointer, var why) ->
                    city.zhanqiao.residents.profile.RefusalProblems.toProblem(
                            why, pointer, language);
            case Refusal.CorrectionIncomplete no ->
                    new ProblemException(ResidentsProblem.CORRECTION_INCOMPLETE)
                            .withFaults(
                                    List.of(
                                            FieldFaults.inBody(
                                                    "/correction", "required", language)));
            case Refusal.ReasonMissing no ->
                    new ProblemException(ResidentsProblem.REASON_MISSING)
                            .withFaults(
                                    List.of(FieldFaults.inBody("/reason", "required", language)));
        };
    }
}
