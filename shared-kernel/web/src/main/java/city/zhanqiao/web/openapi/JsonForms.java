package city.zhanqiao.web.openapi;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.city.money.Fen;
import city.zhanqiao.web.page.Cursor;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The JSON form of types whose Java shape says nothing about it. */
final class JsonForms {

    private static final Map<Class<?>, Supplier<Schema<?>>> FORMS =
            Map.ofEntries(
                    Map.entry(DivisionCode.class, JsonForms::division),
                    Map.entry(
                            DepartmentCode.class, () -> text("[a-z][a-z-]{1,39}", "civil-affairs")),
                    Map.entry(ResidentId.class, JsonForms::subject),
                    Map.entry(StaffId.class, JsonForms::subject),
                    Map.entry(Fen.class, JsonForms::fen),
                    Map.entry(Cursor.class, JsonForms::cursor),
                    Map.entry(JsonNode.class, JsonSchema::new),
                    Map.entry(ObjectNode.class, () -> typed("object")),
                    Map.entry(ArrayNode.class, () -> typed("array").items(new JsonSchema())),
                    // RFC 3339's time wants an offset, which a time of day in a hall has not.
                    Map.entry(
                            LocalTime.class,
                            () -> text("\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?", "09:30:00")),
                    Map.entry(YearMonth.class, () -> text("\\d{4}-\\d{2}", "2026-11")),
                    Map.entry(Duration.class, () -> typed("string").format("duration")),
                    Map.entry(Period.class, () -> typed("string").format("duration")),
                    Map.entry(ZoneId.class, () -> typed("string").example("Asia/Shanghai")),
                    Map.entry(URI.class, () -> typed("string").format("uri-reference")),
                    Map.entry(BigDecimal.class, () -> typed("number")));

    private JsonForms() {}

    /** A schema of its own each time: springdoc changes what it is given. */
    static Optional<Schema<?>> of(Class<?> type) {
        return Optional.ofNullable(FORMS.get(type)).map(Supplier::get);
    }

    static Schema<?> typed(String type) {
        return new JsonSchema().typesItem(type);
    }

    static Schema<?> text(String pattern, String example) {
        var schema = typed("string").pattern("^(?:" + pattern + ")$");
        schema.setExample(example);
        return schema;
    }

    private static Schema<?> division() {
        return text("\\d{6}|\\d{12}", "370202001000")
                .description("区划代码: district by six digits, street or community by twelve");
    }

    private static Schema<?> subject() {
        return text("[A-Za-z0-9._-]{1,64}", "r-7f3a")
                .description("Opaque; says nothing of a person");
    }

    private static Schema<?> fen() {
        var fen = typed("integer").format("int64").description("Money in whole fen (分)");
        fen.setMinimum(BigDecimal.ZERO);
        return fen;
    }

    private static Schema<?> cursor() {
        var cursor = text("[A-Za-z0-9_-]*", "AQEAAAAAZx8f_A");
        cursor.setMaxLength(Cursor.MAX_LENGTH);
        return cursor.description("Opaque place in the list");
    }
}
