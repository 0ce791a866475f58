package city.zhanqiao.web.problem;

import static city.zhanqiao.web.problem.CommonProblem.*;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import io.netty.handler.timeout.ReadTimeoutException;

import org.springframework.core.MethodParameter;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

import tools.jackson.core.JacksonException;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Finds the problem that a fault is told as. What it does not know is a fault of ours: 500. */
final class FaultTranslator {

    private FaultTranslator() {}

    static Told translate(Throwable fault, Language language) {
        return switch (fault) {
            case ProblemException problem -> Told.as(problem);
            case WebExchangeBindException invalid -> ConstraintFaults.told(invalid, language);
            case HandlerMethodValidationException invalid ->
                    ConstraintFaults.told(invalid, language);
            case MissingRequestValueException missing ->
                    Told.as(INVALID_PARAMETER, parameter(missing.getName(), "required", language));
            case ServerWebInputException unreadable -> unreadable(unreadable, language);
            case DecodingException unreadable -> BodyFaults.told(unreadable, language);
            case DataBufferLimitException _ -> Told.as(CONTENT_TOO_LARGE);
            case ResponseStatusException answer -> byStatus(answer);
            case AuthenticationServiceException _ -> Told.as(SERVICE_UNAVAILABLE);
            case AuthenticationException _ -> Told.as(UNAUTHENTICATED, challenge());
            case AccessDeniedException _ -> Told.as(FORBIDDEN);
            case TimeoutException _ -> Told.as(TIME_OUT);
            case ReadTimeoutException _ -> Told.as(TIME_OUT);
            case WebClientRequestException unreachable -> unreachable(unreachable);
            case WebClientResponseException answer -> Told.as(ofUpstream(answer.getStatusCode()));
            case ErrorResponse answer -> byStatus(answer);
            default -> Told.as(INTERNAL_FAULT);
        };
    }

    /** RFC 6750 §3 without {@code error}: why a token was refused helps only whoever forges one. */
    static HttpHeaders challenge() {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return headers;
    }

    private static List<FieldFault> parameter(String name, String code, Language language) {
        return List.of(FieldFaults.inParameter(name, code, language));
    }

    private static Told unreadable(ServerWebInputException fault, Language language) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DataBufferLimitException _ -> {
                    return Told.as(CONTENT_TOO_LARGE);
                }
                case JacksonException unreadable -> {
                    return BodyFaults.told(unreadable, language);
                }
                case ProblemException problem -> {
                    return Told.as(problem);
                }
                default -> {}
            }
        }
        return parameterName(fault)
                .map(name -> Told.as(INVALID_PARAMETER, parameter(name, "type", language)))
                .orElseGet(() -> Told.as(MALFORMED_REQUEST));
    }

    /** The parameter that could not be converted; empty when it was the body. */
    private static Optional<String> parameterName(ServerWebInputException fault) {
        return Optional.ofNullable(fault.getMethodParameter())
                .filter(parameter -> !ConstraintFaults.isBody(parameter))
                .map(MethodParameter::getParameterName);
    }

    private static Told byStatus(ErrorResponse answer) {
        var headers = new HttpHeaders();
        headers.putAll(answer.getHeaders());
        headers.remove(HttpHeaders.CONTENT_TYPE);
        return Told.as(ofStatus(answer.getStatusCode()), headers);
    }

    private static CommonProblem ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 412 -> STALE_VERSION;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_CONTENT;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> TOO_MANY_REQUESTS;
            case 502, 503 -> SERVICE_UNAVAILABLE;
            case 504 -> TIME_OUT;
            default -> status.is4xxClientError() ? MALFORMED_REQUEST : INTERNAL_FAULT;
        };
    }

    private static Told unreachable(WebClientRequestException fault) {
        return Told.as(fault.contains(ReadTimeoutException.class) ? TIME_OUT : SERVICE_UNAVAILABLE);
    }

    /** Another service's 4xx answers us, not our caller: we asked wrongly. */
    private static CommonProblem ofUpstream(HttpStatusCode status) {
        return status.is5xxServerError() || status.value() == 429
                ? SERVICE_UNAVAILABLE
                : INTERNAL_FAULT;
    }
}
