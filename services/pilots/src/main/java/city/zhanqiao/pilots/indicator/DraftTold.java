package city.zhanqiao.pilots.indicator;

import java.util.UUID;

/**
 * What the event of a draft tells; whose it is, is not told.
 *
 * @param itemCode short code of the item or bundle
 * @param district whose office would decide
 */
record DraftTold(UUID applicationId, String itemCode, String district) {}
