package city.zhanqiao.load.storm;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The network between residents and instances, with people who hang up and people who tap twice.
 */
final class Caller implements AutoCloseable {

    /** Connections at a time; the kernel's table is not what is tried here. */
    private static final int AT_ONCE = 600;

    private static final int HANGS_UP = 10; // of a hundred
    private static final int TAPS_TWICE = 10;
    private static final int PATIENCE = 40; // milliseconds before hanging up, at most
    private static final int PAUSE = 60; // milliseconds before the next attempt, at most
    private static final int ATTEMPTS = 200;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> bases;
    private final Semaphore lines = new Semaphore(AT_ONCE);

    Caller(List<URI> bases) {
        this.bases = bases;
    }

    /** Sends the act again with the same key, to any instance, until the answer is final. */
    Answer insist(String token, String path, String key, String body, Random random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            HttpRequest request = request(token, path, key, body, random);
            if (random.nextInt(100) < TAPS_TWICE) {
                // The second tap: its answer is not looked at, its effect would be seen afterwards.
                attempt(request(token, path, key, body, random), random);
            }
            Optional<Answer> answer = attempt(request, random).filter(Answer::isFinal);
            if (answer.isPresent()) {
                return answer.get();
            }
            pause(random);
        }
        return new Answer(0, "{\"code\":\"NO_FINAL_ANSWER\"}");
    }

    /** Empty when the line broke, on either end. */
    private Optional<Answer> attempt(HttpRequest request, Random random) {
        lines.acquireUninterruptibly();
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(request, BodyHandlers.ofString());
        try {
            boolean hangsUp = random.nextInt(100) < HANGS_UP;
            HttpResponse<String> response =
                    hangsUp
                            ? sent.get(random.nextInt(PATIENCE), TimeUnit.MILLISECONDS)
                            : sent.get();
            return Optional.of(new Answer(response.statusCode(), response.body()));
        } catch (TimeoutException hungUp) {
            sent.cancel(true);
            return Optional.empty();
        } catch (ExecutionException lineBroke) {
            return Optional.empty();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        } finally {
            lines.release();
        }
    }

    private HttpRequest request(String token, String path, String key, String body, Random random) {
        return HttpRequest.newBuilder(URI.create(bases.get(random.nextInt(bases.size())) + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void pause(Random random) {
        try {
            Thread.sleep(random.nextInt(PAUSE));
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** What an instance said. */
    record Answer(int status, String body) {

        /** Neither "come again" nor "your other tap is still under way". */
        boolean isFinal() {
            return status < 500 && status != 429 && !text("code").equals("ACT_STILL_RUNNING");
        }

        String text(String field) {
            return JsonMapper.shared().readTree(body).path(field).asString();
        }
    }
}
