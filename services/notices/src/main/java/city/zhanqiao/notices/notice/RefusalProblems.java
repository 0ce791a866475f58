package city.zhanqiao.notices.notice;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.web.pilot.ScenarioClosed;
import city.zhanqiao.web.problem.CommonProblem;

/** Says at the HTTP edge what each refusal is called. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound _ -> new ProblemException(NoticesProblem.NOTICE_NOT_FOUND);
            case Refusal.Stale _ -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.WrongState(var state, var next) ->
                    new ProblemException(
                            NoticesProblem.NOTICE_STATE_DOES_NOT_ALLOW,
                            next.map(Enum::name).orElse(state.name()));
            case Refusal.WriterCannotPublish _ ->
                    new ProblemException(NoticesProblem.WRITER_CANNOT_PUBLISH);
            case Refusal.OutOfReach _ -> new ProblemException(NoticesProblem.TARGET_OUT_OF_REACH);
            case Refusal.KindClosed(var why, var openIn, var from) ->
                    ScenarioClosed.as(NoticesProblem.SCENARIO_CLOSED, why, openIn, from);
            case Refusal.Invalid(var faults) ->
                    new ProblemException(NoticesProblem.NOTICE_INVALID, faults.size())
                            .withFaults(faults);
        };
    }
}
