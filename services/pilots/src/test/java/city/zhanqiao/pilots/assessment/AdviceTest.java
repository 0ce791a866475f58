package city.zhanqiao.pilots.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.pilots.assessment.Advice.Course;
import city.zhanqiao.pilots.assessment.Advice.OpenRisks;
import city.zhanqiao.pilots.assessment.Advice.Rule;
import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.indicator.Reading;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Which figures speak for what; where two rules apply, the graver one is given. */
class AdviceTest {

    private static final BigDecimal LATE_AT_MOST = new BigDecimal("0.10");
    private static final OpenRisks NONE = new OpenRisks(false, false);
    private static final OpenRisks HIGH = new OpenRisks(false, true);
    private static final OpenRisks PRIVACY = new OpenRisks(true, true);
    private static final List<Verdict> MET = List.of(Verdict.MET, Verdict.MET);
    private static final List<Verdict> MISSED = List.of(Verdict.NOT_MEASURED, Verdict.MISSED);

    @Test
    void stopsForAPrivacyIncidentWhateverTheFigures() {
        assertThat(advise(0, MET, true, PRIVACY))
                .isEqualTo(new Advice(Course.STOP, Rule.PRIVACY_INCIDENT));
    }

    @Test
    void stopsWhenMoreAreLateThanMayBe() {
        assertThat(advise(11, MET, true, NONE))
                .isEqualTo(new Advice(Course.STOP, Rule.TOO_MANY_LATE));
        assertThat(advise(10, MET, true, NONE).course()).isEqualTo(Course.EXPAND);
    }

    @Test
    void adjustsWhenOneGateIsMissed() {
        assertThat(advise(0, MISSED, true, HIGH))
                .isEqualTo(new Advice(Course.ADJUST, Rule.GATE_MISSED));
    }

    @Test
    void expandsOnlyWhatHasMetAllTwiceWithoutAHighRisk() {
        assertThat(advise(0, MET, true, NONE)).isEqualTo(new Advice(Course.EXPAND, Rule.MET_TWICE));
        assertThat(advise(0, MET, false, NONE))
                .isEqualTo(new Advice(Course.CONTINUE, Rule.MET_ONCE));
        assertThat(advise(0, MET, true, HIGH))
                .isEqualTo(new Advice(Course.CONTINUE, Rule.HIGH_RISK_OPEN));
    }

    @Test
    void neverTakesWhatNobodyMeasuredForSuccess() {
        assertThat(advise(0, List.of(Verdict.MET, Verdict.NOT_MEASURED), true, NONE))
                .isEqualTo(new Advice(Course.CONTINUE, Rule.NOT_MEASURED));
        Counted nothing = new Counted(1, 0, 0, 0, List.of());
        assertThat(Advice.of(nothing, List.of(), true, NONE, LATE_AT_MOST))
                .isEqualTo(new Advice(Course.CONTINUE, Rule.NO_GATES));
        assertThat(Advice.of(nothing, List.of(), true, PRIVACY, LATE_AT_MOST).course())
                .isEqualTo(Course.STOP);
    }

    /** Of a hundred cases so many were late. */
    private static Advice advise(
            long late, List<Verdict> verdicts, boolean metBefore, OpenRisks risks) {
        Reading onTime = Reading.of(Indicator.ON_TIME, 100 - late, Optional.of(100L));
        return Advice.of(
                new Counted(1, 100, 100, late, List.of(onTime)),
                verdicts,
                metBefore,
                risks,
                LATE_AT_MOST);
    }
}
