package city.zhanqiao.local.identity;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;

import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What stands in the tokens of one issuer. After a log-in on the page the library takes subject and
 * claims from the log-in itself; {@link TokenIssuer} has put them there.
 */
record DemoTokens(Face face, DemoPeople people, InstantSource time) implements OAuth2TokenCallback {

    /** As long as production's; a journey fits in. */
    static final Duration LIFE = Duration.ofHours(1);

    @Override
    public String issuerId() {
        return face.path();
    }

    @Override
    public @Nullable String subject(TokenRequest request) {
        return request.getAuthorizationGrant() instanceof ClientCredentialsGrant
                ? request.getClientAuthentication().getClientID().getValue()
                : null;
    }

    @Override
    public String typeHeader(TokenRequest request) {
        return "JWT";
    }

    @Override
    public List<String> audience(TokenRequest request) {
        return List.of(face.audience());
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        return request.getAuthorizationGrant()
                        instanceof ResourceOwnerPasswordCredentialsGrant grant
                ? people.find(grant.getUsername()).orElseThrow().claims(time.instant())
                : Map.of();
    }

    @Override
    public long tokenExpiry() {
        return LIFE.toSeconds();
    }
}
