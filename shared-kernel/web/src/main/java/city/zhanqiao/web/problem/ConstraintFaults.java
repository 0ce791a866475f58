package city.zhanqiao.web.problem;

import static city.zhanqiao.web.problem.CommonProblem.INVALID_CONTENT;
import static city.zhanqiao.web.problem.CommonProblem.INVALID_PARAMETER;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.web.language.Language;

import jakarta.validation.ConstraintViolation;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Says which constraints (Jakarta Validation) a body or a parameter breaks, all of them at once.
 */
final class ConstraintFaults {

    /** What callers see; the names of annotations are our own affair. */
    private static final Map<String, String> CODES =
            Map.ofEntries(
                    Map.entry("NotNull", "required"),
                    Map.entry("NotBlank", "required"),
                    Map.entry("NotEmpty", "required"),
                    Map.entry("Null", "absent"),
                    Map.entry("Size", "size"),
                    Map.entry("Length", "size"),
                    Map.entry("Pattern", "pattern"),
                    Map.entry("Email", "email"),
                    Map.entry("Min", "min"),
                    Map.entry("DecimalMin", "min"),
                    Map.entry("Max", "max"),
                    Map.entry("DecimalMax", "max"),
                    Map.entry("Digits", "digits"),
                    Map.entry("Positive", "positive"),
                    Map.entry("PositiveOrZero", "positiveOrZero"),
                    Map.entry("Negative", "negative"),
                    Map.entry("NegativeOrZero", "negativeOrZero"),
                    Map.entry("Past", "past"),
                    Map.entry("PastOrPresent", "pastOrPresent"),
                    Map.entry("Future", "future"),
                    Map.entry("FutureOrPresent", "futureOrPresent"),
                    Map.entry("AssertTrue", "assertTrue"),
                    Map.entry("AssertFalse", "assertFalse"));

    private ConstraintFaults() {}

    static Told told(WebExchangeBindException invalid, Language language) {
        boolean body = invalid.getMethodParameter() == null || isBody(invalid.getMethodParameter());
        var faults =
                invalid.getAllErrors().stream()
                        .map(error -> ofBean(error, body, language))
                        .toList();
        return Told.as(body ? INVALID_CONTENT : INVALID_PARAMETER, faults);
    }

    static Told told(HandlerMethodValidationException invalid, Language language) {
        var results = invalid.getParameterValidationResults();
        boolean body = results.stream().anyMatch(result -> isBody(result.getMethodParameter()));
        var faults = results.stream().flatMap(result -> ofParameter(result, language)).toList();
        return Told.as(body ? INVALID_CONTENT : INVALID_PARAMETER, faults);
    }

    static boolean isBody(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class);
    }

    private static Stream<FieldFault> ofParameter(
            ParameterValidationResult result, Language language) {
        var parameter = result.getMethodParameter();
        boolean body = isBody(parameter);
        var pointer = body ? "" : "?" + parameter.getParameterName();
        return result.getResolvableErrors().stream()
                .map(error ->
                        error instanceof ObjectError bean
                                ? ofBean(bean, body, language)
                                : FieldFaults.of(
                                        pointer,
                                        code(error),
                                        language,
                                        attributes(
                                                result.unwrap(error, ConstraintViolation.class))));
    }

    private static FieldFault ofBean(ObjectError error, boolean body, Language language) {
        var path = error instanceof FieldError field ? field.getField() : "";
        var attributes =
                error.contains(ConstraintViolation.class)
                        ? attributes(error.unwrap(ConstraintViolation.class))
                        : Map.<String, Object>of();
        return FieldFaults.of(body ? pointer(path) : "?" + path, code(error), language, attributes);
    }

    private static Map<String, Object> attributes(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAttributes();
    }

    /** The last code is the annotation's bare name; a type mismatch has one of Spring's own. */
    private static String code(MessageSourceResolvable error) {
        var codes = Objects.requireNonNullElse(error.getCodes(), new String[0]);
        return Stream.of(codes)
                .reduce((_, last) -> last)
                .map(last -> last.equals("typeMismatch") ? "type" : CODES.get(last))
                .orElse("invalid");
    }

    /** {@code people[0].name} becomes {@code /people/0/name}. */
    private static String pointer(String path) {
        return path.isEmpty()
                ? ""
                : "/" + String.join("/", List.of(path.replace("]", "").split("[.\\[]", -1)));
    }
}
