package city.zhanqiao.gateway.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpHeaders;

/** An answer of the gateway. */
public record Reply(int status, HttpHeaders headers, String text) {

    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode body() {
        return JSON.readTree(text);
    }

    /** The first value, or nothing at all as an empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The code of the problem it tells. */
    public String code() {
        return header("Content-Type").startsWith("application/problem+json")
                ? body().path("code").asString()
                : "";
    }
}
