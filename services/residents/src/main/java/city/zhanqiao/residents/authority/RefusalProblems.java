package city.zhanqiao.residents.authority;

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
            case Refusal.Own no -> at(ResidentsProblem.PROXY_OWN, "/agent", language);
            case Refusal.Cycle no -> new ProblemException(ResidentsProblem.PROXY_CYCLE);
            case Refusal.BadTerm no ->
                    new ProblemException(ResidentsProblem.TERM_INVALID, Term.MOST_YEARS)
                            .withFaults(List.of(FieldFaults.inBody("/until", "invalid", language)));
            case Refusal.AgentUnknown no -> at(ResidentsProblem.AGENT_UNKNOWN, "/agent", language);
            case Refusal.AgentUnderAge no ->
                    at(ResidentsProblem.AGENT_UNDER_AGE, "/agent", language);
            case Refusal.ChildTooOld no -> at(ResidentsProblem.CHILD_TOO_OLD, "/child", language);
            case Refusal.AlreadyRecorded no ->
                    new ProblemException(ResidentsProblem.GUARDIANSHIP_KNOWN);
            case Refusal.NotFound no -> new ProblemException(ResidentsProblem.AUTHORITY_NOT_FOUND);
            case Refusal.Unidentified(var pointer, var why) ->
                    city.zhanqiao.residents.profile.RefusalProblems.toProblem(
                            why, pointer, language);
        };
    }

    private static ProblemException at(
            ResidentsProblem problem, String pointer, Language language) {
        return new ProblemException(problem)
                .withFaults(List.of(FieldFaults.inBody(pointer, "invalid", language)));
    }
}
