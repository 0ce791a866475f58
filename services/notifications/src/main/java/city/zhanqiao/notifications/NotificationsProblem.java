package city.zhanqiao.notifications;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum NotificationsProblem implements ProblemType {
    /** Also for a message of somebody else. */
    MESSAGE_NOT_FOUND(404),
    /** The kind of address does not belong to the provider. */
    ADDRESS_DOES_NOT_FIT(422),
    /** The phone is not the one that the issuer vouches for. */
    PHONE_NOT_CONFIRMED(422),
    /** Danger is told to everybody it concerns. */
    EMERGENCY_CANNOT_BE_SILENCED(422),
    CHOICE_GIVEN_TWICE(422),
    QUIET_HOURS_WITHOUT_END(422),
    /** The inbox has to be read whole again. */
    CHANGES_NOT_KNOWN(410),
    TOO_MANY_STREAMS(429),
    CAMPAIGN_NOT_FOUND(404),
    /** The proposer of an emergency does not approve it. */
    NEEDS_A_SECOND_PERSON(403),
    CAMPAIGN_STATE_FORBIDS(409),
    /** Argument: the code. */
    AUDIENCE_UNKNOWN(422),
    VALIDITY_IS_OVER(422),
    DELIVERY_NOT_FOUND(404),
    DELIVERY_NOT_DEAD(409),
    TEMPLATE_NOT_FOUND(404);

    private final int status;

    NotificationsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.notifications.problems";
    }
}
