package city.zhanqiao.applications.casework;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** The id of an application; UUIDv7, so ids sort by the time the draft was begun. */
public record ApplicationId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ApplicationId {}

    /** Reads the id in an address; the framework finds this method by its name. */
    public static ApplicationId valueOf(String text) {
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
