package city.zhanqiao.pilots.pilot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.UUID;

/** The id of a pilot; UUIDv7. */
public record PilotId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PilotId {}

    /** Reads the id in an address; the framework finds this method by its name. */
    public static PilotId valueOf(String text) {
        return new PilotId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
