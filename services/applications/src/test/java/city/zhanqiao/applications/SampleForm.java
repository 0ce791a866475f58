package city.zhanqiao.applications;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Fills a published form in with made-up answers that its schema takes. */
public final class SampleForm {

    private static final Map<String, String> BY_PATTERN = new LinkedHashMap<>();

    static {
        BY_PATTERN.put("^1[3-9]", "13800001234");
        BY_PATTERN.put("[\\dX]$", "370202190001010014");
        BY_PATTERN.put("(\\d{6})?", City.STREET);
        BY_PATTERN.put("{18}", City.FIRM);
        BY_PATTERN.put("{12,19}", "6222020000000001");
        BY_PATTERN.put("{9,12}", "123456789");
        BY_PATTERN.put("{9}", "123456789");
        BY_PATTERN.put("{15}", "156000000000001");
        BY_PATTERN.put("20\\d{2}", "2026-12");
    }

    private SampleForm() {}

    public static ObjectNode of(JsonNode schema) {
        ObjectNode form = City.JSON.createObjectNode();
        for (JsonNode name : schema.path("required")) {
            form.set(name.asString(), answer(schema.path("properties").path(name.asString())));
        }
        return form;
    }

    /** A made-up number with a right check character, of somebody born on a day like 19900101. */
    public static String number(String born) {
        String body = "370202" + born + "001";
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int n = 0; n < weights.length; n++) {
            sum += weights[n] * Character.digit(body.charAt(n), 10);
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static JsonNode answer(JsonNode question) {
        if (question.has("enum")) {
            return question.path("enum").get(0);
        }
        Object answer =
                switch (question.path("type").asString()) {
                    case "boolean" -> false;
                    case "integer" -> question.path("minimum").asInt(0);
                    case "number" -> question.path("minimum").asDouble(0);
                    case "array" -> new Object[] {question.at("/items/enum/0").asString()};
                    default -> text(question);
                };
        return City.JSON.valueToTree(answer);
    }

    private static String text(JsonNode question) {
        String pattern = question.path("pattern").asString("");
        return switch (question.path("format").asString("")) {
            case "date" -> "2026-11-01";
            case "date-time" -> "2026-11-01T08:00:00+08:00";
            default ->
                    BY_PATTERN.entrySet().stream()
                            .filter(one -> pattern.contains(one.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse("示例文字");
        };
    }
}
