package city.zhanqiao.local.identity;

import city.zhanqiao.local.process.Secret;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;

import kotlin.jvm.functions.Function1;

import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands before the library's endpoints: who may come in, the pages, and the one name under
 * which the issuer is known.
 *
 * @param home the scheme, host and port that every token carries, whatever name was called
 * @param services which services get a token, and for which secret
 * @param library the endpoints behind this door
 */
record Door(
        URI home,
        DemoPeople people,
        Map<String, Secret> services,
        InstantSource time,
        Function1<OAuth2HttpRequest, OAuth2HttpResponse> library) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CLIENT = "demo-page";

    OAuth2HttpResponse answer(OAuth2HttpRequest received) {
        OAuth2HttpRequest request = underOneName(received);
        List<String> path = request.getUrl().pathSegments();
        String action = request.getMethod() + " " + (path.size() == 2 ? path.get(1) : "");
        return switch (path.getFirst()) {
            case "" -> page(200, SignInPages.welcome(this::signIn));
            case "tokens" -> bareToken(path.getLast());
            default ->
                    Face.ofPath(path.getFirst())
                            .map(face -> answer(face, action, request))
                            .orElseGet(() -> text(404, "There is no issuer of this name."));
        };
    }

    private OAuth2HttpResponse answer(Face face, String action, OAuth2HttpRequest request) {
        return switch (action) {
            case "GET authorize" -> chooseSomebody(face, request);
            case "POST authorize" -> signIn(face, request);
            case "GET signed-in" -> signedIn(face, request);
            case "POST token" -> token(face, request);
            default -> library.invoke(request);
        };
    }

    private OAuth2HttpResponse chooseSomebody(Face face, OAuth2HttpRequest request) {
        try {
            AuthenticationRequest.parse(request.getUrl().uri());
        } catch (ParseException e) {
            return refuse(e.getErrorObject());
        }
        return page(200, SignInPages.choose(face, people));
    }

    /** The page sends a name only; what the token says of that person is decided here. */
    private OAuth2HttpResponse signIn(Face face, OAuth2HttpRequest request) {
        String username = form(request).getOrDefault("username", "");
        return person(face, username)
                .map(person -> library.invoke(withForm(request, login(person))))
                .orElseGet(() -> page(400, SignInPages.choose(face, people)));
    }

    private Map<String, String> login(DemoPerson person) {
        return Map.of(
                "username",
                person.subject(),
                "claims",
                JSON.writeValueAsString(person.claims(time.instant())));
    }

    private OAuth2HttpResponse token(Face face, OAuth2HttpRequest request) {
        Map<String, String> form = form(request);
        String grant = form.getOrDefault("grant_type", "");
        return switch (face) {
            case SERVICES ->
                    grant.equals("client_credentials")
                            ? serviceToken(request)
                            : refuse(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
            case RESIDENTS, STAFF ->
                    switch (grant) {
                        case "password" -> passwordToken(face, request, form);
                        case "authorization_code", "refresh_token" -> library.invoke(request);
                        default -> refuse(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
                    };
        };
    }

    private OAuth2HttpResponse serviceToken(OAuth2HttpRequest request) {
        return knows(request) ? library.invoke(request) : refuse(OAuth2Error.INVALID_CLIENT);
    }

    private boolean knows(OAuth2HttpRequest request) {
        try {
            return ClientAuthentication.parse(request.asNimbusHTTPRequest())
                            instanceof PlainClientSecret client
                    && Optional.ofNullable(services.get(client.getClientID().getValue()))
                            .filter(own -> own.value().equals(client.getClientSecret().getValue()))
                            .isPresent();
        } catch (ParseException e) {
            return false;
        }
    }

    private OAuth2HttpResponse passwordToken(
            Face face, OAuth2HttpRequest request, Map<String, String> form) {
        Optional<DemoPerson> person =
                DemoPeople.PASSWORD.equals(form.get("password"))
                        ? person(face, form.getOrDefault("username", ""))
                        : Optional.empty();
        if (person.isEmpty()) {
            return refuse(OAuth2Error.INVALID_GRANT);
        }
        Map<String, String> known = new HashMap<>(form);
        known.put("username", person.get().subject());
        return library.invoke(withForm(request, known));
    }

    /** A token and nothing around it, so that a line of shell can use it. */
    private OAuth2HttpResponse bareToken(String name) {
        return people.find(name)
                .flatMap(person ->
                        accessToken(
                                person.face(),
                                Map.of(
                                        "grant_type",
                                        "password",
                                        "username",
                                        person.username(),
                                        "password",
                                        DemoPeople.PASSWORD,
                                        "client_id",
                                        CLIENT)))
                .map(token -> text(200, token))
                .orElseGet(() -> text(404, "There is no demo person of this name."));
    }

    /** Where the pages of this issuer lead back to: the application that logs in is the issuer. */
    private OAuth2HttpResponse signedIn(Face face, OAuth2HttpRequest request) {
        String code = Optional.ofNullable(request.getUrl().queryParameter("code")).orElse("");
        return accessToken(
                        face,
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                backTo(face),
                                "client_id",
                                CLIENT))
                .map(token -> page(200, SignInPages.signedIn(token)))
                .orElseGet(() -> redirect(signIn(face)));
    }

    private Optional<String> accessToken(Face face, Map<String, String> form) {
        OAuth2HttpRequest asked =
                new OAuth2HttpRequest(
                        Headers.of("Content-Type", "application/x-www-form-urlencoded"),
                        "POST",
                        url("/" + face.path() + "/token"),
                        encode(form));
        OAuth2HttpResponse answer = token(face, asked);
        if (answer.getStatus() != 200 || answer.getBody() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(answer.getBody()).required("access_token").asString());
        } catch (JacksonException e) {
            throw new IllegalStateException("the library gave no token", e);
        }
    }

    private Optional<DemoPerson> person(Face face, String name) {
        return people.find(name).filter(person -> person.face() == face);
    }

    private String signIn(Face face) {
        return home
                + "/"
                + face.path()
                + "/authorize?"
                + encode(
                        Map.of(
                                "client_id", CLIENT,
                                "response_type", "code",
                                "scope", "openid",
                                "state", "page",
                                "redirect_uri", backTo(face)));
    }

    private String backTo(Face face) {
        return home + "/" + face.path() + "/signed-in";
    }

    /** Called by another name (127.0.0.1, an emulator's alias), the tokens still name this one. */
    private OAuth2HttpRequest underOneName(OAuth2HttpRequest request) {
        HttpUrl url =
                request.getOriginalUrl()
                        .newBuilder()
                        .scheme(home.getScheme())
                        .host(home.getHost())
                        .port(home.getPort())
                        .build();
        Headers headers =
                request.getHeaders()
                        .newBuilder()
                        .removeAll("X-Forwarded-Proto")
                        .removeAll("X-Forwarded-Port")
                        .set("Host", home.getAuthority())
                        .build();
        return new OAuth2HttpRequest(headers, request.getMethod(), url, request.getBody());
    }

    private static Map<String, String> form(OAuth2HttpRequest request) {
        return request.getFormParameters().getMap();
    }

    private static OAuth2HttpRequest withForm(OAuth2HttpRequest request, Map<String, String> form) {
        return new OAuth2HttpRequest(
                request.getHeaders(), request.getMethod(), request.getOriginalUrl(), encode(form));
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private HttpUrl url(String path) {
        return HttpUrl.get(home.resolve(path).toString());
    }

    private static OAuth2HttpResponse refuse(@Nullable ErrorObject error) {
        ErrorObject told = error == null ? OAuth2Error.INVALID_REQUEST : error;
        int status = told.getHTTPStatusCode();
        return response(
                status < 400 ? 400 : status,
                "application/json",
                told.toJSONObject().toJSONString());
    }

    private static OAuth2HttpResponse page(int status, String html) {
        return response(status, "text/html;charset=UTF-8", html);
    }

    private static OAuth2HttpResponse text(int status, String text) {
        return response(status, "text/plain;charset=UTF-8", text);
    }

    private static OAuth2HttpResponse redirect(String location) {
        return new OAuth2HttpResponse(Headers.of("Location", location), 302, "", null);
    }

    private static OAuth2HttpResponse response(int status, String type, String body) {
        return new OAuth2HttpResponse(
                Headers.of("Content-Type", type, "Cache-Control", "no-store"), status, body, null);
    }
}
