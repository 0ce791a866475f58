package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.pilots.PilotsProblem;
import city.zhanqiao.web.problem.CommonProblem;

import java.time.DateTimeException;
import java.time.YearMonth;

/** Reads periods and says at the HTTP edge what each refusal is called. */
public final class IndicatorProblems {

    private IndicatorProblems() {}

    /** Reads a period such as {@code 2022-06} to {@code 2022-11}. */
    public static Period toPeriod(String from, String to) {
        YearMonth first = toMonth(from);
        YearMonth last = toMonth(to);
        if (last.isBefore(first) || first.plusMonths(Period.MOST_MONTHS).isBefore(last)) {
            throw new ProblemException(PilotsProblem.PERIOD_UNSOUND);
        }
        return new Period(first, last);
    }

    static YearMonth toMonth(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException malformed) {
            throw new ProblemException(PilotsProblem.PERIOD_UNSOUND);
        }
    }

    /** What a refusal is called. */
    public static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.DefinitionChanges(var from) ->
                    new ProblemException(PilotsProblem.DEFINITION_CHANGES, from);
            case Refusal.Stale stale -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.MidPeriod no ->
                    new ProblemException(PilotsProblem.DEFINITION_CHANGES_MID_PERIOD);
        };
    }
}
