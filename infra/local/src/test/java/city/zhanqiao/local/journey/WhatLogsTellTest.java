package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.journey.City.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads every log that the city has written in all journeys so far, those of PostgreSQL and Redis
 * included: nobody is named in them. By its name it comes after the other journeys; it makes its
 * own as well, so that it also tells something alone.
 */
@ExtendWith(WholeCity.class)
class WhatLogsTellTest {

    private static final Map<String, Pattern> FORBIDDEN =
            Map.of(
                    "a resident's number (GB 11643)",
                    Pattern.compile("(?<![\\dA-Fa-f])[1-9]\\d{16}[\\dXx](?![\\dA-Fa-f])"),
                    "a mobile number",
                    Pattern.compile("(?<![\\dA-Fa-f.-])1[3-9]\\d{9}(?![\\dA-Fa-f])"),
                    "a token",
                    Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.|[Bb]earer\\s+[A-Za-z0-9._-]{16,}"),
                    "an address",
                    Pattern.compile("示例路"),
                    "where a phone is reached",
                    Pattern.compile("phone-(of|with)-[a-z-]+"));

    @Test
    void nameNobody(City city) throws IOException {
        Case.submitted(city).goesThroughTheOffice();
        sendWhatMustNotBeRepeated(city);

        assertThat(faults(city.folder())).isEmpty();
    }

    /** What is refused is the likeliest to be quoted. */
    private static void sendWhatMustNotBeRepeated(City city) {
        Person lin = city.as("lin");
        lin.get("/api/v1/applications?q=%E6%9E%97%E6%99%93%E9%9B%A8&phone=19900000001");
        lin.get("/api/v1/applications/370202199304129961");
        lin.get("/api/v1/bookings/19900000001");
        lin.post(Case.APPLICATIONS, "{\"item\": \"林晓雨\", \"division\": \"19900000001\"}");
        lin.post(Case.APPLICATIONS, "{\"phone\": 19900000001, 林晓雨");
        lin.act(
                "PUT",
                "/api/v1/devices/phone-of-nobody",
                City.key(),
                "*",
                "{\"provider\": \"林晓雨\"}");
        lin.act("POST", Case.APPLICATIONS, "19900000001", "", "{}");
        city.bearing(lin.token() + "x").get("/api/v1/inbox");
        city.bearing(lin.token()).get("/admin/v1/applications");
    }

    /** The folder's own name is drawn by lot and may look like a number of somebody. */
    private static List<String> faults(Path folder) throws IOException {
        List<String> faults = new ArrayList<>();
        List<String> names = names();
        try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).contains("city.log");
            for (Path file : all) {
                lines(file).stream()
                        .map(line -> line.replace(folder.toString(), "city"))
                        .forEach(line -> check(file, line, names, faults));
            }
        }
        return faults;
    }

    private static void check(Path file, String line, List<String> names, List<String> faults) {
        FORBIDDEN.forEach((what, form) -> {
            if (form.matcher(line).find()) {
                faults.add("%s in %s: %s".formatted(what, file.getFileName(), line));
            }
        });
        if (names.stream().anyMatch(line::contains)) {
            faults.add("a name in %s: %s".formatted(file.getFileName(), line));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException unreadable) {
            throw new AssertionError(file + " is not a text", unreadable);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Of everybody in the demonstration, residents and staff. */
    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String file : List.of("residents.csv", "staff.csv")) {
            try (InputStream people =
                    Objects.requireNonNull(DemoPeople.class.getResourceAsStream(file))) {
                new String(people.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split(",", -1)[1].strip())
                        .filter(name -> !name.isEmpty())
                        .forEach(names::add);
            }
        }
        assertThat(names).hasSizeGreaterThan(10);
        return names;
    }
}
