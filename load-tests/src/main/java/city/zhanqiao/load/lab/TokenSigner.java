package city.zhanqiao.load.lab;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs access tokens (RS256) as an issuer does. */
public final class TokenSigner {

    private final JWSHeader header;
    private final RSASSASigner signer;

    /**
     * @param key private, with its id
     */
    public TokenSigner(RSAKey key) {
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build();
        try {
            this.signer = new RSASSASigner(key);
        } catch (JOSEException fault) {
            throw new CannotMeasure("no key to sign tokens with", fault);
        }
    }

    /** The token with these claims, as it stands in a header. */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException fault) {
            throw new CannotMeasure("a token was not signed", fault);
        }
        return token.serialize();
    }
}
