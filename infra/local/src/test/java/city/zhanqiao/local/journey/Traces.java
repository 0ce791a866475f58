package city.zhanqiao.local.journey;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.service.CityServices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for names, numbers and telephones of the city's people where nobody should find them. */
record Traces(City city) {

    /** Tables and columns of all databases in which something stands in clear. */
    List<String> inDatabases() {
        Databases databases = new Databases(city);
        return CityServices.owners().stream()
                .flatMap(database ->
                        databases.tables(database).entrySet().stream()
                                .flatMap(table -> inTable(databases, database, table)))
                .toList();
    }

    private static Stream<String> inTable(
            Databases databases, String database, Map.Entry<String, Map<String, String>> table) {
        String looks =
                table.getValue().entrySet().stream()
                        .map(column ->
                                "bool_or(%s) AS \"%s\"".formatted(isIn(column), column.getKey()))
                        .collect(Collectors.joining(", "));
        return databases
                .rows(database, "SELECT %s FROM \"%s\"".formatted(looks, table.getKey()))
                .getFirst()
                .entrySet()
                .stream()
                .filter(column -> Boolean.TRUE.equals(column.getValue()))
                .map(column -> "%s.%s.%s".formatted(database, table.getKey(), column.getKey()));
    }

    /** Bytes are searched for the bytes of the text, everything else as text. */
    private static String isIn(Map.Entry<String, String> column) {
        return column.getValue().equals("bytea")
                ? secrets()
                        .map(secret ->
                                "position('%s'::text::bytea IN \"%s\") > 0"
                                        .formatted(secret, column.getKey()))
                        .collect(Collectors.joining(" OR "))
                : "\"%s\"::text ~ '%s'"
                        .formatted(column.getKey(), secrets().collect(Collectors.joining("|")));
    }

    /** What the city's programs have written, its servers included. */
    List<String> inLogs() {
        try (Stream<Path> logs = Files.walk(city.folder().resolve("logs"))) {
            return logs.filter(Files::isRegularFile).flatMap(this::inLog).toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private Stream<String> inLog(Path log) {
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return secrets()
                    .filter(text::contains)
                    .map(secret -> log.getFileName() + ": " + secret);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Columns with sealed values. Reading a row opens it, so each is sealed for its own place. */
    List<String> sealedColumns() {
        Databases databases = new Databases(city);
        return CityServices.owners().stream()
                .flatMap(database ->
                        databases.tables(database).entrySet().stream()
                                .flatMap(table -> sealedColumns(databases, database, table)))
                .toList();
    }

    private static Stream<String> sealedColumns(
            Databases databases, String database, Map.Entry<String, Map<String, String>> table) {
        return table.getValue().entrySet().stream()
                .filter(column -> column.getValue().equals("bytea"))
                .map(Map.Entry::getKey)
                .filter(column ->
                        databases
                                .rows(
                                        database,
                                        "SELECT \"%1$s\" FROM \"%2$s\" WHERE \"%1$s\" IS NOT NULL LIMIT 20"
                                                .formatted(column, table.getKey()))
                                .stream()
                                .anyMatch(row -> row.get(column) instanceof String))
                .map(column -> "%s.%s.%s".formatted(database, table.getKey(), column));
    }

    /** Of residents only: staff stand by name where they have decided. */
    private static Stream<String> secrets() {
        return Stream.concat(
                Stream.of(Family.INFANT, Family.infantNumber()),
                DemoPeople.ofQingdao().residents().stream()
                        .flatMap(one ->
                                Stream.of(one.name(), one.number(), Optional.of(one.phone()))
                                        .flatMap(Optional::stream)));
    }
}
