package city.zhanqiao.notifications.delivery;

import java.time.Duration;

/** What an attempt means for its delivery. */
sealed interface Settlement {

    /** The push service has it. */
    record Accepted(String providerId) implements Settlement {}

    /**
     * To be tried again.
     *
     * @param counted whether this attempt is one of those the lane allows
     */
    record Again(String reason, Duration pause, boolean counted) implements Settlement {}

    /** The device is gone, and with it its address. */
    record AddressGone(String reason) implements Settlement {}

    /** Given up; staff may send it again. */
    record Dead(String reason) implements Settlement {}

    /** It may have arrived, and is not worth showing twice. */
    record Unknown(String reason) implements Settlement {}

    /** The state in the table. */
    default String state() {
        return switch (this) {
            case Accepted accepted -> "ACCEPTED";
            case Again again -> "RETRY";
            case AddressGone gone -> "INVALID";
            case Dead dead -> "DEAD";
            case Unknown unknown -> "UNKNOWN";
        };
    }

    /** A short code; empty for what went well. */
    default String why() {
        return switch (this) {
            case Accepted accepted -> "";
            case Again again -> again.reason();
            case AddressGone gone -> gone.reason();
            case Dead dead -> dead.reason();
            case Unknown unknown -> unknown.reason();
        };
    }
}
