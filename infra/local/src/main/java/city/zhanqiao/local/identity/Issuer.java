package city.zhanqiao.local.identity;

import java.io.IOException;
import java.net.URI;

/** Who gives residents, staff and services of the stack their tokens. */
public sealed interface Issuer extends AutoCloseable permits TokenIssuer, Keycloak {

    /** The page that leads to the log-in. */
    URI home();

    /** The {@code iss} of the tokens of one face. */
    URI issuer(Face face);

    /** Where the public keys of one face are. */
    URI keys(Face face);

    /** Where a service gets its own token. */
    URI tokens();

    /** What people have to know besides their passwords; empty if nothing. */
    String hint();

    @Override
    void close() throws IOException;
}
