package city.zhanqiao.load.push;

/** What the stand-in for Firebase may do wrong. */
public enum Fault {
    /** Nothing: it takes every message. */
    NONE,
    /** 429, and asks for two seconds of silence. */
    THROTTLED,
    /** 500. */
    BROKEN,
    /** 503. */
    BUSY,
    /** Shows the message and does not answer. */
    HANGING,
    /** Shows the message and cuts the line. */
    RESET,
    /** 401: it does not know us. */
    STRANGER,
    /** A status that the SDK does not know. */
    ODD,
    /** Shows the message, and says yes without its name. */
    NAMELESS,
    /** A page for people, from something in between. */
    PAGE;

    /** Whether the phone shows the message all the same. */
    boolean isShown() {
        return this == NONE || this == HANGING || this == RESET || this == NAMELESS;
    }
}
