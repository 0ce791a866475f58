package city.zhanqiao.notifications.reminder;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How reminders are told.
 *
 * @param look pause between two looks for what is due
 */
@ConfigurationProperties("zhanqiao.reminders")
record ReminderSettings(@DefaultValue("15s") Duration look) {}
