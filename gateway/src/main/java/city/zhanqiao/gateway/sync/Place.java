package city.zhanqiao.gateway.sync;

import city.zhanqiao.web.page.Cursor;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an app has read each part: the services' own places, one beside the other.
 *
 * @param places of a part that has never been read there is none
 */
record Place(Map<Part, String> places) {

    /** Nothing has been read. */
    static final Place BEGINNING = new Place(Map.of());

    /** Reads a token; told as {@code INVALID_CURSOR} when it is none. */
    static Place of(Cursor token) {
        var places = new EnumMap<Part, String>(Part.class);
        var parts = Part.values();
        for (int number = 0; number < parts.length; number++) {
            var place = token.string(number);
            if (!place.isEmpty()) {
                places.put(parts[number], place);
            }
        }
        return new Place(places);
    }

    Cursor token() {
        return Cursor.of(
                Arrays.stream(Part.values()).map(part -> (Object) in(part).orElse("")).toArray());
    }

    Optional<String> in(Part part) {
        return Optional.ofNullable(places.get(part));
    }
}
