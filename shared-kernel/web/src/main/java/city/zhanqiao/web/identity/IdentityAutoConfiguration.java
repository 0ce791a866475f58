package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.problem.ProblemWriter;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.WebFilter;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One chain for each face, each with one issuer; then what anyone may read; then a wall.
 *
 * <p>The chains are put together by hand out of one filter each. The usual builder adds ten filters
 * for sessions, forms and log-outs that no token needs.
 */
@AutoConfiguration(
        // By name: the server speaks of callers, so it may not be known here.
        afterName = "city.zhanqiao.web.server.ServerAutoConfiguration",
        before = {
            ReactiveWebSecurityAutoConfiguration.class,
            ReactiveManagementWebSecurityAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityAutoConfiguration {

    private static final WebFilter PASS = (exchange, chain) -> chain.filter(exchange);

    /** Unknown and forbidden look alike. */
    private static final WebFilter WALL =
            (_, _) -> Mono.error(new ProblemException(CommonProblem.NOT_FOUND));

    private static final WebFilter NOBODY =
            (_, _) -> Mono.error(new InsufficientAuthenticationException("No issuer"));

    @Bean
    Faces faces(IdentitySettings settings, InstantSource clock, WebClient.Builder http) {
        return new Faces(settings, clock, http.build());
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain residentsChain(Faces faces, IdentitySettings settings) {
        return chain(
                faces.filter(settings.residents(), CallerClaims::toResident),
                Face.RESIDENTS.pattern());
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain staffChain(Faces faces, IdentitySettings settings) {
        return chain(faces.filter(settings.staff(), CallerClaims::toStaff), Face.STAFF.pattern());
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain servicesChain(Faces faces, IdentitySettings settings) {
        return chain(
                faces.filter(settings.services(), CallerClaims::toService),
                Face.SERVICES.pattern());
    }

    @Bean
    @Order(4)
    SecurityWebFilterChain openChain(IdentitySettings settings, Environment environment) {
        var patterns = new ArrayList<>(settings.openPaths());
        patterns.add(Face.OPEN.pattern());
        patterns.add("/v3/api-docs/**");
        patterns.add(actuator(environment));
        return chain(PASS, patterns.toArray(String[]::new));
    }

    @Bean
    @Order(5)
    SecurityWebFilterChain wall() {
        return new MatcherSecurityWebFilterChain(
                ServerWebExchangeMatchers.anyExchange(), List.of(WALL));
    }

    /**
     * Whoever is sent to a fresh instance does not wait for keys as well. Not for ever: without its
     * issuer an instance still answers what is open.
     */
    @Bean
    ApplicationRunner keysBeforeReady(Faces faces) {
        // On the starting thread, no longer than one fetch may take.
        return _ -> faces.fetchKeys().block();
    }

    /** Addresses with tricks in them, such as {@code //} or {@code %2F}. */
    @Bean
    ServerExchangeRejectedHandler trickyAddressHandler(ProblemWriter problems) {
        return (exchange, _) ->
                problems.write(exchange, new ProblemException(CommonProblem.MALFORMED_REQUEST));
    }

    /** The request is measured as a whole; a span for each filter of one would say nothing more. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    CallerArgument callerArgument() {
        return new CallerArgument();
    }

    /** Only the management port, which is not routed, shows more than health. */
    private static String actuator(Environment environment) {
        var base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
        return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                ? base + "/**"
                : base + "/health/**";
    }

    private static SecurityWebFilterChain chain(WebFilter filter, String... patterns) {
        return new MatcherSecurityWebFilterChain(
                ServerWebExchangeMatchers.pathMatchers(patterns), List.of(filter));
    }

    /**
     * Makes the filter of a face. Each remembers its own tokens: one memory for all would let a
     * resident's token, once seen, through the door of the staff.
     */
    static final class Faces {

        private final IdentitySettings settings;
        private final InstantSource clock;
        private final WebClient http;
        private final List<SigningKeys> keysOfAll = new ArrayList<>();

        Faces(IdentitySettings settings, InstantSource clock, WebClient http) {
            this.settings = settings;
            this.clock = clock;
            this.http = http;
        }

        WebFilter filter(IdentitySettings.@Nullable Issuer issuer, Function<Jwt, Caller> toCaller) {
            if (issuer == null) {
                return NOBODY;
            }
            var verified = new VerifiedTokens(settings, clock);
            var keys = new SigningKeys(http, issuer.jwksUri(), settings.keys(), clock);
            keysOfAll.add(keys);
            return new FaceFilter(
                    new TokenIssuer(issuer, settings.clockSkew(), keys, verified, clock, toCaller));
        }

        /** The keys of all faces, as far as their issuers answer in time. */
        Mono<Void> fetchKeys() {
            return Flux.fromIterable(keysOfAll).flatMap(SigningKeys::fetchEarly).then();
        }
    }
}
