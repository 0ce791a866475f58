package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.pilots.pilot.ScenarioCode;
import city.zhanqiao.web.language.Language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** How indicators are shown at the desk. */
final class IndicatorViews {

    private IndicatorViews() {}

    static IndicatorList toList(
            PilotDirectory.Listed pilot,
            Period period,
            Counted total,
            List<MonthView> months,
            Language language) {
        return new IndicatorList(
                pilot.id(),
                pilot.scenario(),
                pilot.district(),
                period.from().toString(),
                period.to().toString(),
                total.definition(),
                ReadingView.of(total, language),
                months);
    }

    /**
     * The indicators of a pilot.
     *
     * @param from first month
     * @param to last month
     * @param definition version of the definitions
     * @param months each by its own; a case that is overdue counts at the end of the period only
     */
    record IndicatorList(
            PilotId pilot,
            ScenarioCode scenario,
            DivisionCode district,
            String from,
            String to,
            int definition,
            List<ReadingView> indicators,
            List<MonthView> months) {}

    /** One month. */
    record MonthView(String month, int definition, List<ReadingView> indicators) {}

    /**
     * One indicator.
     *
     * @param value absent where the denominator is zero, and where it is hidden; a part of 1 for
     *     PERCENT
     * @param hidden few people stand behind it
     */
    record ReadingView(
            Indicator indicator,
            String title,
            Indicator.Unit unit,
            Optional<Long> numerator,
            Optional<Long> denominator,
            Optional<BigDecimal> value,
            boolean hidden) {

        static List<ReadingView> of(Counted counted, Language language) {
            return counted.readings().stream().map(one -> of(one, language)).toList();
        }

        private static ReadingView of(Reading reading, Language language) {
            return new ReadingView(
                    reading.indicator(),
                    titleOf(reading.indicator(), language),
                    reading.indicator().unit(),
                    reading.numerator(),
                    reading.denominator(),
                    reading.value(),
                    reading.hidden());
        }
    }

    private static String titleOf(Indicator indicator, Language language) {
        return language == Language.EN ? indicator.titleEn() : indicator.title();
    }

    record DefinitionList(List<IndicatorView> indicators, List<DefinitionView> versions) {}

    /**
     * How an indicator is counted.
     *
     * @param denominator absent for a plain number
     * @param events the event types that are counted
     */
    record IndicatorView(
            Indicator indicator,
            String title,
            Indicator.Unit unit,
            String numerator,
            Optional<String> denominator,
            String events) {

        static IndicatorView of(Indicator indicator, Language language) {
            return new IndicatorView(
                    indicator,
                    titleOf(indicator, language),
                    indicator.unit(),
                    indicator.numeratorText(),
                    Optional.of(indicator.denominatorText()).filter(text -> !text.isEmpty()),
                    indicator.events());
        }
    }

    /**
     * A version of the definitions.
     *
     * @param validFrom its first month
     * @param goodFrom the lowest rating that is good
     */
    record DefinitionView(
            int version, String validFrom, int goodFrom, String reason, String paper) {

        static DefinitionView of(Definition definition) {
            return new DefinitionView(
                    definition.version(),
                    definition.validFrom().toString(),
                    definition.goodFrom(),
                    definition.reason(),
                    definition.paper());
        }
    }
}
