package city.zhanqiao.load.journey;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.load.lab.TokenSigner;

import com.nimbusds.jwt.JWTClaimsSet;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** Made-up residents, one after the other, each with a token of the city's issuer. */
final class Residents {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final LocalDate BORN_FROM = LocalDate.of(1950, 1, 1);

    /** Birthdays before the next sequence number is needed. */
    private static final int BIRTHDAYS = 15_000;

    /** GB 11643: weights of the first 17 digits and the check digit for each remainder. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECK_DIGITS = "10X98765432";

    private final String issuer;
    private final TokenSigner signer;

    Residents(RunningCity city) {
        this.issuer = city.residentsIssuer();
        this.signer = new TokenSigner(city.residentsKey());
    }

    /** A feeder: {@code token} and {@code nth} of somebody who was not there before. */
    Iterator<Map<String, Object>> newcomers() {
        return Stream.iterate(0, nth -> nth + 1)
                .<Map<String, Object>>map(nth -> Map.of("nth", nth, "token", token(nth)))
                .iterator();
    }

    private String token(int nth) {
        Instant now = Instant.now();
        return signer.sign(
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject("r-journey-" + nth)
                        .audience("zhanqiao-residents")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("acr", RealNameLevel.L3.name())
                        .claim("auth_time", now.getEpochSecond())
                        .claim("name", "示例居民")
                        .claim("resident_number", number(nth))
                        .build());
    }

    /** A resident number (公民身份号码) that is right in form and made up. */
    private static String number(int nth) {
        String digits =
                "370202"
                        + BORN_FROM
                                .plusDays(nth % BIRTHDAYS)
                                .format(DateTimeFormatter.BASIC_ISO_DATE)
                        + (900 + nth / BIRTHDAYS);
        int sum = 0;
        for (int n = 0; n < WEIGHTS.length; n++) {
            sum += WEIGHTS[n] * (digits.charAt(n) - '0');
        }
        return digits + CHECK_DIGITS.charAt(sum % 11);
    }
}
