package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.identity.ResidentId;

/**
 * Somebody first known at a window has logged in: two ids, one person.
 *
 * @param formerId not used any more
 */
public record Joined(ResidentId residentId, ResidentId formerId) {

    public static final String TYPE = "city.zhanqiao.resident.joined.v1";
}
