package city.zhanqiao.residents.firm;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.authority.Term;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.FieldFaults;

import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toProblem(Refusal refusal, Language language) {
        return switch (refusal) {
            case Refusal.CodeInvalid no ->
                    at(
                            new ProblemException(ResidentsProblem.FIRM_CODE_INVALID),
                            "/creditCode",
                            language);
            case Refusal.BadTerm no ->
                    at(
                            new ProblemException(ResidentsProblem.TERM_INVALID, Term.MOST_YEARS),
                            "/until",
                            language);
            case Refusal.Already no -> new ProblemException(ResidentsProblem.FIRM_ALREADY_MINE);
            case Refusal.AgentUnknown no ->
                    at(new ProblemException(ResidentsProblem.AGENT_UNKNOWN), "/agent", language);
            case Refusal.NotFound no -> new ProblemException(ResidentsProblem.AUTHORITY_NOT_FOUND);
            case Refusal.Unidentified(var why) ->
                    city.zhanqiao.residents.profile.RefusalProblems.toProblem(
                            why, "/agent", language);
        };
    }

    private static ProblemException at(
            ProblemException problem, String pointer, Language language) {
        return problem.withFaults(List.of(FieldFaults.inBody(pointer, "invalid", language)));
    }
}
