package city.zhanqiao.web.openapi;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.util.StringUtils;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Puts the document of a service into the form in which the gateway can join it with the others.
 */
final class HouseDocument implements GlobalOpenApiCustomizer {

    private final String service;

    HouseDocument(String service) {
        this.service = service;
    }

    @Override
    public void customise(OpenAPI document) {
        var components = Objects.requireNonNullElseGet(document.getComponents(), Components::new);
        document.components(components)
                .info(info())
                // Not the address it happened to be asked at.
                .servers(List.of(new Server().url("/")));
        addSecurity(components);
        addParameters(components);
        addHeaders(components);
        HouseProblems.addTo(components);
        if (document.getPaths() != null) {
            document.getPaths().forEach(HouseDocument::complete);
        }
        new HouseSchemas(document).complete();
    }

    private Info info() {
        return new Info()
                .title("Zhanqiao: " + service)
                .version("1")
                .description(
                        "Problems are told in one form (RFC 9457), in 简体中文 or, with"
                                + " Accept-Language: en, in English. "
                                + HouseOperation.ACCESS
                                + " says who may call an operation.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"));
    }

    private static void addSecurity(Components components) {
        Arrays.stream(Access.By.values())
                .filter(by -> by != Access.By.ANYONE)
                .forEach(by ->
                        components.addSecuritySchemes(
                                HouseOperation.scheme(by),
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("Token of the issuer of this face")));
    }

    private static void addParameters(Components components) {
        components.addParameters(
                "IdempotencyKey",
                header("Idempotency-Key")
                        .description(
                                "The caller's own name for this act; the same key gives the same"
                                        + " answer, for at least a day")
                        .schema(JsonForms.text("[\\x21-\\x7e]{8,128}", "0b9dd5f4-8f5e-4a63")));
        components.addParameters(
                "IfMatch",
                header("If-Match")
                        .description("ETag of the version the change is based on, or *")
                        .schema(JsonForms.text("\"v[0-9]+\"|\\*", "\"v3\"")));
        var limit = JsonForms.typed("integer");
        limit.setMinimum(BigDecimal.valueOf(Paging.LEAST));
        limit.setMaximum(BigDecimal.valueOf(Paging.MOST));
        limit.setDefault(Paging.USUAL);
        components.addParameters(
                "Limit", query("limit").description("Most items wanted").schema(limit));
        components.addParameters(
                "Cursor",
                query("cursor")
                        .description("Where to go on: next of the page before")
                        .schema(JsonForms.text("[A-Za-z0-9_-]{0,512}", "AQEAAAAAZx8f_A")));
    }

    private static void addHeaders(Components components) {
        components.addHeaders(
                "ETag",
                new Header()
                        .description("The version of what is shown, for If-Match and If-None-Match")
                        .schema(JsonForms.text("\"v[0-9]+\"", "\"v3\"")));
        components.addHeaders(
                "Location",
                new Header()
                        .description("Where the new thing is")
                        .schema(JsonForms.typed("string").format("uri-reference")));
        components.addResponses(
                "NotModified", new ApiResponse().description("Still the version of If-None-Match"));
    }

    private static void complete(String path, PathItem item) {
        item.readOperationsMap()
                .forEach((method, operation) -> {
                    operation.setOperationId(id(method, path));
                    operation.setTags(List.of(subject(path)));
                    completeProblems(operation);
                });
    }

    /** Unique in the joined document, because method and path are. */
    private static String id(PathItem.HttpMethod method, String path) {
        var id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (var part : path.split("[^A-Za-z0-9]+", -1)) {
            id.append(StringUtils.capitalize(part));
        }
        return id.toString();
    }

    /** Such as {@code bookings} of {@code /api/v1/bookings/{id}}. */
    private static String subject(String path) {
        var parts = path.split("/", -1);
        return parts.length > 3 ? parts[3] : parts[1];
    }

    private static void completeProblems(Operation operation) {
        operation
                .getResponses()
                .forEach((status, response) -> {
                    if (status.matches("[45]..") && response.get$ref() == null) {
                        response.setContent(HouseProblems.content());
                    }
                });
        operation.getResponses().addApiResponse("default", new ApiResponse().$ref("AnyProblem"));
    }

    private static Parameter header(String name) {
        return new Parameter().in("header").name(name).required(true);
    }

    private static Parameter query(String name) {
        return new Parameter().in("query").name(name).required(false);
    }
}
