package city.zhanqiao.pilots.assessment;

import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.indicator.Reading;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the figures speak for. People decide.
 *
 * @param rule the one that gave it
 */
public record Advice(Course course, Rule rule) {

    /** What may be done with a pilot. */
    public enum Course {
        /** 推广. */
        EXPAND("推广"),
        /** 继续试点: as it is. */
        CONTINUE("继续试点"),
        /** 调整. */
        ADJUST("调整"),
        /** 停止. */
        STOP("停止");

        private final String title;

        Course(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** Why; the first that applies. */
    public enum Rule {
        PRIVACY_INCIDENT("存在未结的个人信息事件"),
        TOO_MANY_LATE("超过法定或承诺时限的办件比例过高"),
        /** Bookings and notices have no cases; people judge them by what they know. */
        NO_GATES("没有门槛指标，由试点办据实判断"),
        GATE_MISSED("有一项或多项指标未达门槛"),
        NOT_MEASURED("有指标尚无数据"),
        HIGH_RISK_OPEN("指标达标，但存在未结的高风险"),
        MET_ONCE("指标达标，但尚未连续两期达标"),
        MET_TWICE("指标连续两期达标，且无未结的高风险");

        private final String title;

        Rule(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    static Advice of(
            Counted counted,
            List<Verdict> verdicts,
            boolean metBefore,
            OpenRisks risks,
            BigDecimal lateAtMost) {
        if (risks.privacy()) {
            return new Advice(Course.STOP, Rule.PRIVACY_INCIDENT);
        }
        if (counted.find(Indicator.ON_TIME).filter(one -> isLate(one, lateAtMost)).isPresent()) {
            return new Advice(Course.STOP, Rule.TOO_MANY_LATE);
        }
        if (verdicts.isEmpty()) {
            return new Advice(Course.CONTINUE, Rule.NO_GATES);
        }
        if (verdicts.contains(Verdict.MISSED)) {
            return new Advice(Course.ADJUST, Rule.GATE_MISSED);
        }
        if (verdicts.contains(Verdict.NOT_MEASURED)) {
            return new Advice(Course.CONTINUE, Rule.NOT_MEASURED);
        }
        if (risks.high()) {
            return new Advice(Course.CONTINUE, Rule.HIGH_RISK_OPEN);
        }
        return metBefore
                ? new Advice(Course.EXPAND, Rule.MET_TWICE)
                : new Advice(Course.CONTINUE, Rule.MET_ONCE);
    }

    private static boolean isLate(Reading onTime, BigDecimal lateAtMost) {
        return onTime.value()
                .filter(value -> BigDecimal.ONE.subtract(value).compareTo(lateAtMost) > 0)
                .isPresent();
    }

    /**
     * What threatens a pilot.
     *
     * @param privacy an incident with personal data is open
     * @param high a risk of high severity is open
     */
    record OpenRisks(boolean privacy, boolean high) {}
}
