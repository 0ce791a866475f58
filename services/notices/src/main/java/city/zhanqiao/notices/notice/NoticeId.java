package city.zhanqiao.notices.notice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** The id of a notice; UUIDv7, so ids sort by the time the draft was begun. */
public record NoticeId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NoticeId {}

    /** Reads the id in an address; the framework finds this method by its name. */
    public static NoticeId valueOf(String text) {
        return new NoticeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
