package city.zhanqiao.web.access;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.web.identity.Callers;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the controller method for a request and asks its access row in the same step, before any
 * argument is read. A service with an operation that lacks a row does not start.
 */
final class AccessHandlerMapping extends RequestMappingHandlerMapping {

    private final AccessRule rule;
    private final AccessRows rows;
    private final Map<Method, Access> declared = new HashMap<>();

    AccessHandlerMapping(AccessRule rule, AccessRows rows) {
        this.rule = rule;
        this.rows = rows;
    }

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> operations) {
        super.handlerMethodsInitialized(operations);
        var faults = operations.entrySet().stream().flatMap(AccessHandlerMapping::faults).toList();
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "Who may call these operations?\n  " + String.join("\n  ", faults));
        }
        operations.values().stream()
                .filter(operation -> operation.hasMethodAnnotation(Access.class))
                .forEach(operation -> declared.put(operation.getMethod(), row(operation)));
        rows.set(
                operations.entrySet().stream()
                        .filter(entry -> entry.getValue().hasMethodAnnotation(Access.class))
                        .flatMap(entry -> toRows(entry.getKey(), entry.getValue()))
                        .sorted(
                                Comparator.comparing(AccessRow::path)
                                        .thenComparing(AccessRow::method))
                        .toList());
    }

    @Override
    protected void handleMatch(
            RequestMappingInfo mapping, HandlerMethod operation, ServerWebExchange exchange) {
        super.handleMatch(mapping, operation, exchange);
        var row = declared.get(operation.getMethod());
        if (row != null) {
            rule.refuse(Callers.of(exchange), row)
                    .ifPresent(refusal -> {
                        throw refusal;
                    });
        }
    }

    private static Stream<String> faults(Map.Entry<RequestMappingInfo, HandlerMethod> entry) {
        var operation = entry.getValue();
        return paths(entry.getKey()).stream()
                .flatMap(path ->
                        AccessFaults.of(
                                        operation,
                                        path,
                                        operation.getMethodAnnotation(Access.class))
                                .map(fault ->
                                        "%s (%s) %s".formatted(name(operation), path, fault)));
    }

    private static Access row(HandlerMethod operation) {
        return Objects.requireNonNull(operation.getMethodAnnotation(Access.class));
    }

    private static Stream<AccessRow> toRows(RequestMappingInfo mapping, HandlerMethod operation) {
        return paths(mapping).stream()
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream()
                                .map(method ->
                                        new AccessRow(
                                                name(operation),
                                                method.name(),
                                                path,
                                                row(operation))));
    }

    private static String name(HandlerMethod operation) {
        return operation.getBeanType().getSimpleName() + "#" + operation.getMethod().getName();
    }

    private static List<String> paths(RequestMappingInfo mapping) {
        return mapping.getPatternsCondition().getPatterns().stream()
                .map(pattern -> pattern.getPatternString())
                .collect(Collectors.toList());
    }
}
