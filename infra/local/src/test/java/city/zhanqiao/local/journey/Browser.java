package city.zhanqiao.local.journey;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody's browser at Keycloak: follows redirects, keeps cookies, fills in forms. Java's own
 * keeper of cookies sends none that are {@code Secure} to localhost, as browsers do.
 */
final class Browser {

    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String back;

    /**
     * @param back the address of an app: whoever is sent there has arrived
     */
    Browser(String back) {
        this.back = back;
    }

    /** The same browser, on its way to another app. */
    Browser of(String other) {
        Browser same = new Browser(other);
        same.cookies.putAll(cookies);
        return same;
    }

    Page open(String address) {
        return follow(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    /** Fills in the form of a page. */
    Page submit(Page page, Map<String, String> fields) {
        return follow(
                HttpRequest.newBuilder(URI.create(page.action()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encode(fields))));
    }

    private Page follow(HttpRequest.Builder first) {
        HttpRequest.Builder request = first;
        for (int redirect = 0; redirect < MOST_REDIRECTS; redirect++) {
            HttpResponse<String> answer = send(request);
            Optional<String> location = answer.headers().firstValue("Location");
            if (location.isEmpty() || location.get().startsWith(back)) {
                return new Page(answer.statusCode(), location.orElse(""), answer.body());
            }
            request = HttpRequest.newBuilder(answer.uri().resolve(location.get())).GET();
        }
        throw new IllegalStateException("redirected without end");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    private void keep(String cookie) {
        String[] named = cookie.split(";", 2)[0].split("=", 2);
        if (named[1].isEmpty()) {
            cookies.remove(named[0]);
        } else {
            cookies.put(named[0], named[1]);
        }
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * Where a browser has come to.
     *
     * @param location the address of the app with what it was told; empty on a page
     */
    record Page(int status, String location, String text) {

        /** Whether this is the page with the form of this name. */
        boolean has(String form) {
            return text.contains("id=\"" + form + "\"");
        }

        /** What a field of the form is filled with already. */
        String value(String field) {
            return find(Pattern.compile("name=\"" + field + "\"[^>]* value=\"([^\"]*)\""), text);
        }

        /** What the app is told. */
        Optional<String> told(String parameter) {
            Matcher found = Pattern.compile("[?&]" + parameter + "=([^&]+)").matcher(location);
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        }

        String action() {
            return find(ACTION, text).replace("&amp;", "&");
        }

        private String find(Pattern pattern, String in) {
            Matcher found = pattern.matcher(in);
            if (!found.find()) {
                throw new IllegalStateException(status + " without " + pattern + ": " + in);
            }
            return found.group(1);
        }
    }
}
