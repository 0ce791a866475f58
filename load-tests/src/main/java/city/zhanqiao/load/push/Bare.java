package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.CannotMeasure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The rival, as a bench sees it.
 *
 * @param base where it takes orders
 */
public record Bare(URI base) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Starts one that sends to the town's stand-in for Firebase.
     *
     * @param atOnce requests
     */
    public static Bare in(Town town, int atOnce) {
        return new Bare(
                town.lab()
                        .rival(
                                BareSender.class,
                                town.standIn().base().toString(),
                                Integer.toString(atOnce))
                        .base());
    }

    /** Sends for so long; tells how many a second were taken. */
    public double send(Duration length) {
        HttpRequest order =
                HttpRequest.newBuilder(base.resolve("/send/" + length.toMillis()))
                        .POST(BodyPublishers.noBody())
                        .build();
        try {
            return Double.parseDouble(HTTP.send(order, BodyHandlers.ofString()).body());
        } catch (IOException fault) {
            throw new CannotMeasure("the bare client does not answer", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", fault);
        }
    }
}
