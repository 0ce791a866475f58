package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Remembers who a verified token belongs to, so that its signature is checked once and not at every
 * request. Keeps the token's SHA-256 and never the token; forgets at its expiry, and earlier after
 * {@code rememberedFor}.
 */
final class VerifiedTokens {

    private final InstantSource clock;
    private final Duration longest;
    private final Cache<String, Remembered> callers;

    VerifiedTokens(IdentitySettings settings, InstantSource clock) {
        this.clock = clock;
        this.longest = settings.rememberedFor();
        this.callers = Caffeine.newBuilder().maximumSize(settings.remembered()).build();
    }

    Optional<Caller> get(String token) {
        return Optional.ofNullable(callers.getIfPresent(hash(token)))
                .filter(remembered -> remembered.until().isAfter(clock.instant()))
                .map(Remembered::caller);
    }

    void remember(String token, Caller caller, Instant expiresAt) {
        var latest = clock.instant().plus(longest);
        callers.put(
                hash(token),
                new Remembered(caller, expiresAt.isBefore(latest) ? expiresAt : latest));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every Java platform has it
        }
    }

    private record Remembered(Caller caller, Instant until) {}
}
