package city.zhanqiao.data.support;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docs/events.md promises about the data of each type of event. */
final class EventDocument {

    private static final String TYPES = "| type | subject |";
    private static final String FIELDS = "| field | kind | meaning |";
    private static final Pattern BAR = Pattern.compile("\\|");

    private final Map<String, Map<String, Field>> fieldsByType;

    private EventDocument(Map<String, Map<String, Field>> fieldsByType) {
        this.fieldsByType = fieldsByType;
    }

    /** Reads the page from the project's folder, whichever module's folder the test runs in. */
    static EventDocument read() {
        try {
            return parse(Files.readAllLines(find()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Path find() {
        return Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        folder -> folder.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(folder -> folder.resolve("docs/events.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("docs/events.md is missing"));
    }

    /** A table of types is followed by the table of the fields that all of them have. */
    static EventDocument parse(List<String> lines) {
        Map<String, Map<String, Field>> found = new HashMap<>();
        List<String> types = new ArrayList<>();
        Map<String, Field> fields = new LinkedHashMap<>();
        String table = "";
        for (String line : lines) {
            if (!line.startsWith("|")) {
                table = "";
            } else if (line.equals(TYPES)) {
                types = new ArrayList<>();
                table = TYPES;
            } else if (line.equals(FIELDS)) {
                fields = new LinkedHashMap<>();
                for (String type : types) {
                    found.put(type, fields);
                }
                table = FIELDS;
            } else if (!line.startsWith("|--") && !table.isEmpty()) {
                String[] cells = BAR.split(line, -1);
                if (table.equals(TYPES)) {
                    types.add(cells[1].strip());
                } else {
                    Field field = Field.of(cells[1].strip(), cells[2].strip());
                    fields.put(field.name(), field);
                }
            }
        }
        return new EventDocument(found);
    }

    /** What is wrong with an event; empty when it is as promised. */
    List<String> faults(String type, JsonNode data) {
        Map<String, Field> promised = fieldsByType.get(type);
        if (promised == null) {
            return List.of(type + " is not listed");
        }
        Stream<String> unlisted =
                data.propertyNames().stream()
                        .filter(name -> !promised.containsKey(name))
                        .map(name -> type + " has the unlisted field " + name);
        Stream<String> broken =
                promised.values().stream()
                        .flatMap(field -> field.fault(data).stream())
                        .map(fault -> type + ": " + fault);
        return Stream.concat(unlisted, broken).toList();
    }

    private record Field(String name, boolean optional, Kind kind) {

        static Field of(String name, String kind) {
            boolean optional = name.endsWith("?");
            return new Field(
                    optional ? name.substring(0, name.length() - 1) : name,
                    optional,
                    Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)));
        }

        Optional<String> fault(JsonNode data) {
            if (!data.hasNonNull(name)) {
                return optional ? Optional.empty() : Optional.of(name + " is missing");
            }
            return kind.admits(data.path(name))
                    ? Optional.empty()
                    : Optional.of(name + " is not of kind " + kind);
        }
    }

    private enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        ID,
        TIME,
        DATE,
        LIST,
        MAP;

        boolean admits(JsonNode value) {
            return switch (this) {
                case TEXT -> value.isString();
                case NUMBER -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
                case ID -> value.isString() && reads(() -> UUID.fromString(value.asString()));
                case TIME ->
                        value.isString() && reads(() -> OffsetDateTime.parse(value.asString()));
                case DATE -> value.isString() && reads(() -> LocalDate.parse(value.asString()));
                case LIST -> value.isArray();
                case MAP -> value.isObject();
            };
        }

        private static boolean reads(Runnable reading) {
            try {
                reading.run();
                return true;
            } catch (DateTimeParseException | IllegalArgumentException _) {
                return false;
            }
        }
    }
}
