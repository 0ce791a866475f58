package city.zhanqiao.pilots.indicator;

import static city.zhanqiao.pilots.indicator.Measure.*;

import city.zhanqiao.pilots.pilot.ScenarioCode;

import java.util.Optional;
import java.util.Set;

/**
 * An indicator of a pilot: what is divided by what, and which events are counted. An empty
 * denominator gives no value, never 0 or 100.
 *
 * <p>Closed (办结) is a case that was decided, or a bundle that was completed. Members of a bundle
 * are counted for joint handling only.
 */
public enum Indicator {
    ONLINE(
            Unit.PERCENT,
            "实际网办率",
            "Cases handed in online",
            "网上提交的办件 / cases handed in online",
            "全部提交的办件 / all cases handed in",
            "application.submitted"),
    NO_VISIT(
            Unit.PERCENT,
            "全程网办率",
            "Cases without a visit",
            "没有到场的办结件 / closed cases without a visit",
            "办结件 / closed cases",
            "application.approved|refused|completed|partially-done, visit.recorded"),
    AT_ONCE(
            Unit.PERCENT,
            "一次办成率",
            "Cases done at once",
            "没有补正且到场不超过一次的办结件 / closed cases without a correction and with one visit at most",
            "办结件 / closed cases",
            "application.correction-requested, visit.recorded"),
    VISITS_PER_CASE(
            Unit.NUMBER,
            "平均跑动次数",
            "Visits for each case",
            "到场次数（同日只计一次） / visits, those of one day once",
            "办结件 / closed cases",
            "visit.recorded"),
    PROMISE_CUT(
            Unit.PERCENT,
            "承诺时限压缩率",
            "Promise below the law's limit",
            "法定时限减承诺时限（工作日） / statutory less promised working days",
            "法定时限（工作日） / statutory working days",
            "application.accepted (statutoryDays, promisedDays or dueOn)"),
    SPEED_UP(
            Unit.PERCENT,
            "实际提速率",
            "Quicker than promised",
            "承诺时限减实际用时（工作日） / promised less used working days",
            "承诺时限（工作日） / promised working days",
            "application.accepted, suspended, resumed, approved|refused|completed"),
    ON_TIME(
            Unit.PERCENT,
            "按时办结率",
            "Closed on time",
            "时限内办结件 / cases closed within their limit",
            "有时限的办结件加期末逾期未结件 / closed cases with a limit, and open ones beyond it at the end",
            "application.accepted, suspended, resumed, extended, approved|refused|completed"),
    PAPERS_SPARED(
            Unit.PERCENT,
            "免提交率",
            "Papers not asked of residents",
            "由数据共享提供的材料 / papers given by an agency's data",
            "所需材料 / papers required",
            "application.submitted (papersRequired, papersShared)"),
    JOINT(
            Unit.PERCENT,
            "跨部门联办率",
            "Handled jointly",
            "经一件事联办的事项 / cases of the item that came in a bundle",
            "该事项全部办件 / all cases of the item",
            "application.submitted (bundleId)"),
    CROSS_DISTRICT(
            Unit.PERCENT,
            "跨区域通办率",
            "Taken in by another district",
            "异地受理的办件 / cases taken in elsewhere than where they are decided",
            "全部提交的办件 / all cases handed in",
            "application.submitted (district, intakeDistrict)"),
    GOOD(
            Unit.PERCENT,
            "好评率",
            "Good ratings",
            "三级及以上评价（按口径版本） / ratings that are good by the definition",
            "全部评价 / all ratings",
            "application.rated (level)"),
    RATED(
            Unit.PERCENT,
            "主动评价率",
            "Rated cases",
            "已评价的办结件 / closed cases that were rated",
            "办结件 / closed cases",
            "application.rated"),
    BAD_REMEDIED_IN_TIME(
            Unit.PERCENT,
            "差评按时整改率",
            "Bad ratings remedied in time",
            "按时整改的差评 / bad ratings remedied within their days",
            "差评（一、二级） / bad ratings (levels 1 and 2)",
            "application.rated, bad-rating-resolved (fixedInTime)"),
    ACTIVE_RESIDENTS(
            Unit.PEOPLE,
            "活跃用户",
            "Active residents",
            "有过操作的居民 / residents who did something",
            "",
            "application.submitted|corrected|supplemented|withdrawn|rated, booking.confirmed"),
    ELDERS(
            Unit.PERCENT,
            "老年用户占比",
            "Elders among active residents",
            "六十岁以上的活跃用户 / active residents of 60 and older",
            "年龄段已知的活跃用户 / active residents whose age group is known",
            "application.submitted (elder)"),
    COMPLETION(
            Unit.PERCENT,
            "完成率",
            "Drafts that were handed in",
            "网上提交的办件 / cases handed in online",
            "已开始的草稿 / drafts begun",
            "application.drafted, submitted"),
    COST_PER_CASE(
            Unit.FEN,
            "单件成本",
            "Cost of each case",
            "运行成本（分） / cost in fen",
            "办结件 / closed cases",
            "entered by the pilot office");

    private static final Set<Measure> RATINGS = Set.of(RATED_1, RATED_2, RATED_3, RATED_4, RATED_5);

    private final Unit unit;
    private final String title;
    private final String titleEn;
    private final String numerator;
    private final String denominator;
    private final String events;

    Indicator(
            Unit unit,
            String title,
            String titleEn,
            String numerator,
            String denominator,
            String events) {
        this.unit = unit;
        this.title = title;
        this.titleEn = titleEn;
        this.numerator = numerator;
        this.denominator = denominator;
        this.events = events;
    }

    /** Whether anything of the kind happens in the scenario: halls have residents, and no cases. */
    boolean isOf(ScenarioCode scenario) {
        return scenario.hasCases() || (this == ACTIVE_RESIDENTS && scenario.kind().equals("hall"));
    }

    public Unit unit() {
        return unit;
    }

    /** 中文名称. */
    public String title() {
        return title;
    }

    public String titleEn() {
        return titleEn;
    }

    /** What is counted above the line, in both languages. */
    public String numeratorText() {
        return numerator;
    }

    /** What is counted below the line; empty for a plain number. */
    public String denominatorText() {
        return denominator;
    }

    /** The event types that are counted, without their common parts. */
    public String events() {
        return events;
    }

    long numerator(Totals totals, Definition definition) {
        return switch (this) {
            case ONLINE, COMPLETION -> totals.of(SUBMITTED_ONLINE);
            case NO_VISIT -> totals.of(CLOSED_WITHOUT_VISIT);
            case AT_ONCE -> totals.of(CLOSED_AT_ONCE);
            case VISITS_PER_CASE -> totals.of(VISITS);
            case PROMISE_CUT -> totals.of(STATUTORY_DAYS_CUT);
            case SPEED_UP -> totals.of(PROMISED_DAYS_SAVED);
            case ON_TIME -> totals.of(CLOSED_ON_TIME);
            case PAPERS_SPARED -> totals.of(PAPERS_SHARED);
            case JOINT -> totals.of(BUNDLED);
            case CROSS_DISTRICT -> totals.of(SUBMITTED_ELSEWHERE);
            case GOOD -> good(totals, definition);
            case RATED -> totals.of(RATINGS);
            case BAD_REMEDIED_IN_TIME -> totals.of(BAD_REMEDIED);
            case ACTIVE_RESIDENTS -> totals.of(ACTIVE);
            case ELDERS -> totals.of(ACTIVE_ELDERS);
            case COST_PER_CASE -> totals.of(COST_FEN);
        };
    }

    /** Absent for a plain number. */
    Optional<Long> denominator(Totals totals) {
        return switch (this) {
            case ONLINE, CROSS_DISTRICT -> Optional.of(totals.of(SUBMITTED));
            case NO_VISIT, AT_ONCE, VISITS_PER_CASE, RATED -> Optional.of(totals.of(CLOSED));
            case PROMISE_CUT -> Optional.of(totals.of(STATUTORY_DAYS));
            case SPEED_UP -> Optional.of(totals.of(PROMISED_DAYS));
            case ON_TIME -> Optional.of(totals.of(CLOSED_TIMED) + totals.of(OPEN_OVERDUE));
            case PAPERS_SPARED -> Optional.of(totals.of(PAPERS_REQUIRED));
            case JOINT -> Optional.of(totals.of(ITEM_CASES));
            case GOOD -> Optional.of(totals.of(RATINGS));
            case BAD_REMEDIED_IN_TIME -> Optional.of(totals.of(RATED_1) + totals.of(RATED_2));
            case ACTIVE_RESIDENTS -> Optional.empty();
            case ELDERS -> Optional.of(totals.of(ACTIVE_OF_KNOWN_AGE));
            case COMPLETION -> Optional.of(totals.of(DRAFTS));
            // No cost was entered: what it costs is not known, and not nothing.
            case COST_PER_CASE -> Optional.of(totals.of(COST_FEN) == 0 ? 0 : totals.of(CLOSED));
        };
    }

    private static long good(Totals totals, Definition definition) {
        long sum = 0;
        for (int level = definition.goodFrom(); level <= 5; level++) {
            sum += totals.of(Measure.rated(level));
        }
        return sum;
    }

    /** In what the value is given. */
    public enum Unit {
        /** A part of 1, shown as percent; may be negative for what became slower. */
        PERCENT,
        /** For each case. */
        NUMBER,
        FEN,
        PEOPLE
    }
}
