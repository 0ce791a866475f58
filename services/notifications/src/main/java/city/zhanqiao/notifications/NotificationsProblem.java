package city.zhanqiao.notifications;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum NotificationsProblem implements ProblemType {
    /** Also for a message of somebody else. */
    MESSAGE_NOT_FOUND(404),
    /** The kind of address does not belong to the provider. */
    ADDRESS_DOES_NOT_FIT(422),
    /** The phone is not the one that the issuer vouches for. */
    PHONE_NOT_CONFIRMED(422);

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
