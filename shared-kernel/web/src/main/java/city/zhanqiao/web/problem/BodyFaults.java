package city.zhanqiao.web.problem;

import static city.zhanqiao.web.problem.CommonProblem.CONTENT_TOO_LARGE;
import static city.zhanqiao.web.problem.CommonProblem.INVALID_CONTENT;
import static city.zhanqiao.web.problem.CommonProblem.MALFORMED_REQUEST;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import java.util.List;

/** Says where a JSON body could not be read, by JSON Pointer (RFC 6901). */
final class BodyFaults {

    private BodyFaults() {}

    static Told told(DecodingException fault, Language language) {
        return switch (fault.getCause()) {
            case JacksonException unreadable -> told(unreadable, language);
            case DataBufferLimitException _ -> Told.as(CONTENT_TOO_LARGE);
            case null, default -> Told.as(MALFORMED_REQUEST);
        };
    }

    static Told told(JacksonException fault, Language language) {
        return switch (fault) {
            case StreamConstraintsException _ -> Told.as(MALFORMED_REQUEST);
            case StreamReadException _ when fault.getPath().isEmpty() -> Told.as(MALFORMED_REQUEST);
            case StreamReadException _ -> Told.as(MALFORMED_REQUEST, at(fault, "format", language));
            case UnrecognizedPropertyException _ ->
                    Told.as(INVALID_CONTENT, at(fault, "unknownProperty", language));
            case InvalidTypeIdException _ ->
                    Told.as(INVALID_CONTENT, at(fault, "invalid", language));
            case InvalidFormatException _ ->
                    Told.as(INVALID_CONTENT, at(fault, "format", language));
            case ValueInstantiationException refused ->
                    refused.getCause() instanceof ProblemException problem
                            ? Told.as(problem)
                            : Told.as(INVALID_CONTENT, at(fault, "format", language));
            default -> Told.as(INVALID_CONTENT, at(fault, "type", language));
        };
    }

    private static List<FieldFault> at(JacksonException fault, String code, Language language) {
        return List.of(FieldFaults.inBody(pointer(fault), code, language));
    }

    private static String pointer(JacksonException fault) {
        var pointer = new StringBuilder();
        for (var step : fault.getPath()) {
            pointer.append('/')
                    .append(
                            step.getPropertyName() == null
                                    ? String.valueOf(step.getIndex())
                                    : escape(step.getPropertyName()));
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
