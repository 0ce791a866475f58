package city.zhanqiao.load.journey;

import city.zhanqiao.load.lab.CannotMeasure;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The place that everybody wants.
 *
 * @param startsAt its beginning, with offset
 * @param free how many may have it
 */
record Wishes(String startsAt, long free) {

    private static final int DAYS = 7;

    /** The first free one of the hall's general desks in the coming days. */
    static Wishes from(RunningCity city, String hall) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String path =
                "/open/v1/halls/%s/availability?service=general&from=%s&to=%s"
                        .formatted(hall, today.plusDays(1), today.plusDays(DAYS));
        return read(city.gateway() + path)
                .path("days")
                .valueStream()
                .flatMap(day -> day.path("places").valueStream())
                .filter(place -> place.path("free").asInt() > 0)
                .findFirst()
                .map(place ->
                        new Wishes(place.path("startsAt").asString(), place.path("free").asLong()))
                .orElseThrow(() -> new CannotMeasure("the hall has no free place at " + path));
    }

    private static JsonNode read(String address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JsonMapper.shared()
                    .readTree(
                            http.send(
                                            HttpRequest.newBuilder(URI.create(address)).build(),
                                            BodyHandlers.ofString())
                                    .body());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("stopped while reading", stopped);
        }
    }
}
