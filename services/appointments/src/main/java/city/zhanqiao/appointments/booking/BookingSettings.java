package city.zhanqiao.appointments.booking;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The rules of booking that a city may set for itself.
 *
 * @param hold how long a place is kept for whoever fills in the rest
 * @param most open bookings of one resident, 1 to 9
 * @param untilBefore a booking can be cancelled or moved until this long before its time
 * @param blocked how long a cancelled place stays blocked, so that nobody can hand it to a friend
 * @param offer how long somebody on the waiting list has a place for themselves
 * @param missed no-shows within {@code missedWithin} that restrict a resident
 * @param missedWithin how far back no-shows count
 * @param restricted for how long
 * @param grace how long after the end of the booked time somebody is still waited for
 * @param lookForNoShows how often
 * @param batch most acts that share one commit
 * @param queue most acts that wait in one lane; more are asked to come again
 */
@ConfigurationProperties("appointments.booking")
record BookingSettings(
        @DefaultValue("5m") Duration hold,
        @DefaultValue("3") int most,
        @DefaultValue("2h") Duration untilBefore,
        @DefaultValue("10m") Duration blocked,
        @DefaultValue("30m") Duration offer,
        @DefaultValue("3") int missed,
        @DefaultValue("90d") Duration missedWithin,
        @DefaultValue("30d") Duration restricted,
        @DefaultValue("30m") Duration grace,
        @DefaultValue("1m") Duration lookForNoShows,
        @DefaultValue("256") int batch,
        @DefaultValue("4000") int queue) {}
