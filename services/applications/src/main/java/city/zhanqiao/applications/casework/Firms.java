package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import java.util.List;

/** Reads the firm that a request names. */
final class Firms {

    private Firms() {}

    /** The credit code in the field {@code firm}, or the problem of what is wrong with it. */
    static CreditCode parse(String text) {
        return CreditCode.parse(text)
                .orElseThrow(fault ->
                        new ProblemException(CommonProblem.INVALID_CONTENT)
                                .withFaults(List.of(new FieldFault("/firm", "form", ""))));
    }
}
