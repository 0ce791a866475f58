package city.zhanqiao.local.journey;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A running city, seen from outside.
 *
 * @param port of the gateway; the others follow it
 * @param folder where its data lie
 * @param spans what its programs tell about the requests that they trace
 * @param logIn how its people get their tokens
 */
record City(int port, Path folder, SpanCollector spans, LogIn logIn) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** Somebody of the demonstration, such as {@code lin} or {@code hr-clerk-shinan}. */
    Person as(String name) {
        return bearing(logIn.token(name));
    }

    /** The issuer of the stack gives a token for the asking. */
    static LogIn atTheDemoIssuer(int port) {
        return name -> send(request(port, "/tokens/" + name)).text();
    }

    /** Whoever carries this token. */
    Person bearing(String token) {
        return new Person(this, token, "");
    }

    /** Somebody without a token. */
    Person guest() {
        return bearing("");
    }

    /** What the phones got, newest first. */
    List<JsonNode> pushes(String device) {
        return send(request(port + 11, "/pushes"))
                .body()
                .valueStream()
                .filter(push -> push.path("target").path("value").asString().equals(device))
                .toList();
    }

    /** The page that shows people the pushes. */
    String pushPage() {
        return send(request(port + 11, "/")).text();
    }

    /** The API document of one program. */
    JsonNode document(int number) {
        return send(request(port + number, "/v3/api-docs")).body();
    }

    /** The process of the city's Redis. */
    ProcessHandle redis() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .command()
                                .filter(it -> it.startsWith(folder.toString()))
                                .filter(it -> it.contains("redis-server"))
                                .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** The same, many times at once. */
    static <T> List<T> together(int times, Callable<T> call) throws Exception {
        return together(Stream.generate(() -> call).limit(times).toList());
    }

    /** All at the same time. */
    static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = calls.stream().map(all::submit).toList();
            List<T> done = new ArrayList<>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        }
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static Reply send(HttpRequest.Builder request) {
        HttpResponse<String> answer = exchange(request, BodyHandlers.ofString());
        return toReply(answer);
    }

    private static Reply toReply(HttpResponse<String> answer) {
        return new Reply(
                answer.statusCode(), answer.body(), answer.headers().firstValue("ETag").orElse(""));
    }

    private static <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request.build(), body);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** Somebody who uses the city. */
    record Person(City city, String token, String traceparent) {

        /** The same person, whose app traces what it asks (W3C Trace Context). */
        Person traced(String by) {
            return new Person(city, token, by);
        }

        Reply get(String path) {
            return send(at(path));
        }

        /** With headers beside the usual ones: name, value, name, value. */
        Reply getWith(String path, String... headers) {
            return send(at(path).headers(headers));
        }

        /** Something that is no proper request. */
        Reply odd(String method, String path, String... headers) {
            return send(at(path).method(method, BodyPublishers.ofString("{}")).headers(headers));
        }

        /** An act under a key of its own that needs no version. */
        Reply post(String path, String body) {
            return act("POST", path, key(), "", body);
        }

        /** A change under a key of its own, whichever version is there. */
        Reply put(String path, String body) {
            return act("PUT", path, key(), "*", body);
        }

        /**
         * Any act.
         *
         * @param etag empty to leave it out
         */
        Reply act(String method, String path, String key, String etag, String body) {
            HttpRequest.Builder request =
                    at(path).method(method, BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key);
            return send(etag.isEmpty() ? request : request.header("If-Match", etag));
        }

        /** What lies under this path, as it is. */
        byte[] download(String path) {
            HttpResponse<byte[]> answer = exchange(at(path), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answers " + answer.statusCode());
            }
            return answer.body();
        }

        /** Sends a file. */
        Reply upload(String path, byte[] content, String name) {
            return send(
                    at(path).PUT(BodyPublishers.ofByteArray(content))
                            .header("Content-Type", "application/octet-stream")
                            .header("Content-Disposition", "attachment; filename=" + name));
        }

        /** Straight to one program, past the gateway. */
        Reply ask(int number, String method, String path, String contentType) {
            HttpRequest.Builder request =
                    request(city.port() + number, path)
                            .method(method, BodyPublishers.ofString(""))
                            .header("Content-Type", contentType)
                            .header("Idempotency-Key", key())
                            .header("If-Match", "*");
            return send(signed(request));
        }

        private HttpRequest.Builder at(String path) {
            HttpRequest.Builder request =
                    signed(request(city.port(), path)).header("Accept-Language", "en");
            return traceparent.isEmpty() ? request : request.header("traceparent", traceparent);
        }

        private HttpRequest.Builder signed(HttpRequest.Builder request) {
            return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
        }
    }

    /** What the city answered. */
    record Reply(int status, String text, String etag) {

        JsonNode body() {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        }

        String code() {
            return body().path("code").asString("");
        }

        String at(String pointer) {
            return body().at(pointer).asString("");
        }

        Optional<JsonNode> item(String pointer, String value) {
            return body().path("items")
                    .valueStream()
                    .filter(item -> item.at(pointer).asString("").equals(value))
                    .findFirst();
        }
    }
}
