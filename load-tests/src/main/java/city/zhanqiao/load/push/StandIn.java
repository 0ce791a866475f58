package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * The stand-in for Firebase, as a course sees it.
 *
 * @param base where it answers
 */
public record StandIn(URI base) {

    /** What Firebase takes for an answer, in the goal that all figures are measured by. */
    private static final int USUAL_DELAY = 100;

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts one that takes 100 ms for each answer. */
    public static StandIn in(Lab lab) {
        return new StandIn(lab.rival(FcmStandIn.class, Integer.toString(USUAL_DELAY)).base());
    }

    Tally tally() {
        return JSON.readValue(ask("GET", "/tally"), Tally.class);
    }

    void clear() {
        ask("DELETE", "/tally");
    }

    void set(Fault fault) {
        ask("PUT", "/fault/" + fault);
    }

    /** Token, message, microseconds and kind of everything that a phone shows. */
    List<String[]> shown() {
        return ask("GET", "/shown").lines().map(line -> line.split(" ", -1)).toList();
    }

    private String ask(String method, String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(base.resolve(path))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException fault) {
            throw new CannotMeasure("the stand-in for Firebase does not answer", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", fault);
        }
    }
}
