package city.zhanqiao.applications.casework;

import city.zhanqiao.city.calendar.WorkingCalendar;

import java.util.function.Supplier;

/** The working calendar as it is known at the moment. */
@FunctionalInterface
public interface CaseCalendar extends Supplier<WorkingCalendar> {}
