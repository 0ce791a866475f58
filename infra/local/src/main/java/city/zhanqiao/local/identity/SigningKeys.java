package city.zhanqiao.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import no.nav.security.mock.oauth2.token.KeyProvider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * One RSA key per issuer, kept in a file so that tokens survive a restart. The keys that the
 * library brings are known to everybody, and which issuer gets which depends on who is asked first.
 */
final class SigningKeys extends KeyProvider {

    private static final int BITS = 2048;

    private final JWKSet keys;

    private SigningKeys(JWKSet keys) {
        super(List.of(), JWSAlgorithm.RS256.getName());
        this.keys = keys;
    }

    /** Reads the keys, or makes them at the first start. */
    static SigningKeys in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, generate().toString(false));
        }
        try {
            return new SigningKeys(JWKSet.parse(Files.readString(file)));
        } catch (ParseException e) {
            throw new IOException("no keys in " + file, e);
        }
    }

    @Override
    public JWK signingKey(String keyId) {
        JWK key = keys.getKeyByKeyId(keyId);
        if (key == null) {
            throw new IllegalArgumentException("no issuer " + keyId);
        }
        return key;
    }

    private static JWKSet generate() {
        List<JWK> keys = new ArrayList<>();
        for (Face face : Face.values()) {
            keys.add(generate(face));
        }
        return new JWKSet(keys);
    }

    private static JWK generate(Face face) {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyID(face.path())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java makes no RSA keys", e);
        }
    }
}
