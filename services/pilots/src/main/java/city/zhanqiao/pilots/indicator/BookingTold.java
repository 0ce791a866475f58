package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.identity.ResidentId;

/**
 * What the event of a booking tells: who booked, and where.
 *
 * @param district of the hall
 */
record BookingTold(ResidentId residentId, String hall, String district) {}
