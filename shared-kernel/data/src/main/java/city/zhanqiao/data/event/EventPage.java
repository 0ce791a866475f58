package city.zhanqiao.data.event;

import java.util.List;
import java.util.UUID;

/**
 * A stretch of a service's log.
 *
 * @param log which log it is
 * @param numbered the last position there is
 * @param events in order, without a gap
 */
record EventPage(UUID log, long numbered, List<CloudEvent> events) {}
