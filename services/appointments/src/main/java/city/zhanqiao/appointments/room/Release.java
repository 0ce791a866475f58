package city.zhanqiao.appointments.room;

import java.time.Instant;

/** A moment at which a hall releases days; its room has this name. */
record Release(String hall, Instant at) {}
