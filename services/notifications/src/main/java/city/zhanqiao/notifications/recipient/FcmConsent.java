package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.identity.ResidentId;

/**
 * A resident's consent, of which one purpose matters here: that pushes leave the mainland (个人信息保护法
 * §39).
 */
public record FcmConsent(ResidentId residentId, String purpose) {

    public static final String GIVEN = "city.zhanqiao.resident.consent-given.v1";
    public static final String WITHDRAWN = "city.zhanqiao.resident.consent-withdrawn.v1";

    private static final String PURPOSE = "push-outside-mainland";

    /** Whether it is about pushes. */
    public boolean isMeant() {
        return purpose.equals(PURPOSE);
    }
}
