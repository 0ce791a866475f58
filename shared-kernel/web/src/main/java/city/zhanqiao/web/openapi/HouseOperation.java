package city.zhanqiao.web.openapi;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;

import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Documents of each operation what its signature says: who may call it, which headers it reads, and
 * which problems it can answer with.
 */
final class HouseOperation implements GlobalOperationCustomizer {

    /** The access row in the document. */
    static final String ACCESS = "x-zhanqiao-access";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var access = method.getMethodAnnotation(Access.class);
        if (access == null) {
            return operation;
        }
        operation.addExtension(ACCESS, row(access));
        operation.setSecurity(security(access.value()));
        addParameters(operation, method);
        completeSuccess(operation, method);
        problems(method, access).forEach(status -> addProblem(operation, status));
        return operation;
    }

    private static Map<String, Object> row(Access access) {
        var row = new LinkedHashMap<String, Object>();
        row.put("by", access.value().name());
        if (access.value() == Access.By.STAFF) {
            row.put("roles", Arrays.stream(access.roles()).map(Role::code).sorted().toList());
        }
        if (access.value() == Access.By.RESIDENT) {
            row.put("level", access.level().name());
            row.put("fresh", access.fresh());
        }
        row.put("reach", access.reach().name());
        return row;
    }

    private static List<SecurityRequirement> security(Access.By by) {
        return by == Access.By.ANYONE
                ? List.of()
                : List.of(new SecurityRequirement().addList(scheme(by)));
    }

    /** The name of the token that opens a face. */
    static String scheme(Access.By by) {
        return by.name().toLowerCase(Locale.ROOT) + "Token";
    }

    private static void addParameters(Operation operation, HandlerMethod method) {
        if (takes(method, IdempotencyKey.class)) {
            operation.addParametersItem(shared("IdempotencyKey"));
        }
        if (takes(method, IfMatch.class)) {
            operation.addParametersItem(shared("IfMatch"));
        }
        if (takes(method, Paging.class)) {
            operation.addParametersItem(shared("Limit")).addParametersItem(shared("Cursor"));
        }
    }

    private static Parameter shared(String name) {
        return new Parameter().$ref(name);
    }

    /** {@code ResponseEntity} is what answers with a version; without a body it is 204. */
    private static void completeSuccess(Operation operation, HandlerMethod method) {
        if (!entity(method).toClass().equals(ResponseEntity.class)) {
            return;
        }
        var responses = operation.getResponses();
        boolean told = method.hasMethodAnnotation(ResponseStatus.class);
        if (!told && entity(method).getGeneric().toClass().equals(Void.class)) {
            var only = responses.remove("200");
            if (only != null) {
                responses.addApiResponse("204", only.description("No Content"));
            }
        }
        responses.forEach((status, response) -> {
            if (status.startsWith("2")) {
                addHeader(response, "ETag");
            }
            if (status.equals("201")) {
                addHeader(response, "Location");
            }
        });
        if (isGet(method)) {
            responses.addApiResponse("304", new ApiResponse().$ref("NotModified"));
        }
    }

    private static void addHeader(ApiResponse response, String name) {
        if (response.getHeaders() == null || !response.getHeaders().containsKey(name)) {
            response.addHeaderObject(name, new Header().$ref(name));
        }
    }

    private static ResolvableType entity(HandlerMethod method) {
        var type = ResolvableType.forMethodReturnType(method.getMethod());
        return type.toClass().getName().startsWith("reactor.") ? type.getGeneric() : type;
    }

    private static Set<Integer> problems(HandlerMethod method, Access access) {
        var statuses = new TreeSet<>(List.of(429, 503));
        boolean body = has(method, RequestBody.class);
        boolean key = takes(method, IdempotencyKey.class);
        if (body || key || method.getMethodParameters().length > 0) {
            statuses.add(400);
        }
        if (access.value() != Access.By.ANYONE) {
            statuses.add(401);
        }
        if (access.value() == Access.By.STAFF || needsALevel(access)) {
            statuses.add(403);
        }
        if (has(method, PathVariable.class) || has(method, RequestParam.class)) {
            statuses.add(404);
        }
        if (!isGet(method)) {
            statuses.add(409);
        }
        if (takes(method, IfMatch.class)) {
            statuses.addAll(List.of(412, 428));
        }
        if (body) {
            statuses.addAll(List.of(413, 415));
        }
        if (body || key) {
            statuses.add(422);
        }
        return statuses;
    }

    private static boolean needsALevel(Access access) {
        return access.value() == Access.By.RESIDENT
                && (access.fresh() || access.level() != RealNameLevel.L0);
    }

    /** What an operation says itself about a problem stays, in the form of every problem. */
    private static void addProblem(Operation operation, int status) {
        operation
                .getResponses()
                .putIfAbsent(
                        String.valueOf(status), new ApiResponse().$ref(HouseProblems.name(status)));
    }

    private static boolean isGet(HandlerMethod method) {
        var mapping =
                AnnotatedElementUtils.findMergedAnnotation(
                        method.getMethod(), RequestMapping.class);
        return List.of(Objects.requireNonNull(mapping).method()).contains(RequestMethod.GET);
    }

    private static boolean takes(HandlerMethod method, Class<?> type) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == type);
    }

    private static boolean has(HandlerMethod method, Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
    }
}
