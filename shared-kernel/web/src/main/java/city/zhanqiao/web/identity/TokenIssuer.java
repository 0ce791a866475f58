package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Caller;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

import reactor.core.publisher.Mono;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;

/**
 * Verifies the tokens of one issuer (RFC 8725): RS256 with a key of that issuer, {@code iss},
 * {@code aud}, {@code exp}, {@code nbf} and {@code typ}.
 */
final class TokenIssuer {

    private final NimbusReactiveJwtDecoder decoder;
    private final Function<Jwt, Caller> toCaller;
    private final VerifiedTokens verified;

    TokenIssuer(
            IdentitySettings.Issuer issuer,
            Duration clockSkew,
            SigningKeys keys,
            VerifiedTokens verified,
            InstantSource clock,
            Function<Jwt, Caller> toCaller) {
        this.decoder =
                NimbusReactiveJwtDecoder.withJwkSource(token -> keys.of(token.getHeader()))
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .validateType(false)
                        .build();
        var times = new JwtTimestampValidator(clockSkew);
        times.setClock(toClock(clock));
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTypeValidator("JWT", "at+jwt"),
                        times,
                        new JwtClaimValidator<Instant>("exp", Objects::nonNull),
                        new JwtIssuerValidator(issuer.issuer()),
                        new JwtAudienceValidator(issuer.audience())));
        this.verified = verified;
        this.toCaller = toCaller;
    }

    /** The caller this token belongs to; errors with an {@link AuthenticationException}. */
    Mono<Caller> getCaller(String token) {
        return verified.get(token).map(Mono::just).orElseGet(() -> verify(token));
    }

    private Mono<Caller> verify(String token) {
        return decoder.decode(token)
                .map(jwt -> remember(token, jwt))
                .onErrorMap(TokenIssuer::toRefusal);
    }

    private Caller remember(String token, Jwt jwt) {
        var caller = toCaller.apply(jwt);
        verified.remember(token, caller, Objects.requireNonNull(jwt.getExpiresAt()));
        return caller;
    }

    /** Only an issuer that cannot be asked is no refusal: the token may be good. */
    private static AuthenticationException toRefusal(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SigningKeys.KeysUnreachable unreachable) {
                return new AuthenticationServiceException("No signing keys", unreachable);
            }
        }
        return fault instanceof JwtException || fault instanceof IllegalArgumentException
                ? new InvalidBearerTokenException("Token refused", fault)
                : new AuthenticationServiceException("Token could not be checked", fault);
    }

    private static Clock toClock(InstantSource clock) {
        return clock.withZone(ZoneOffset.UTC);
    }
}
