package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.identity.ResidentId;

/** A resident's data were deleted at their own wish (个人信息保护法 §47). */
public record Deleted(ResidentId residentId) {

    public static final String TYPE = "city.zhanqiao.resident.deleted.v1";
}
