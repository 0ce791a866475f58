package city.zhanqiao.pilots.indicator;

import java.util.Optional;
import java.util.UUID;

/** What the event of a visit tells: for which case the resident had to come. */
record VisitTold(Optional<UUID> applicationId) {}
