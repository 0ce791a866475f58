package city.zhanqiao.gateway.peer;

import org.springframework.http.HttpHeaders;

import tools.jackson.databind.JsonNode;

/** What became of a question to a service. */
public sealed interface PeerAnswer {

    Peer peer();

    /**
     * It answered.
     *
     * @param body an empty object when the answer has none
     */
    record Given(Peer peer, int status, HttpHeaders headers, JsonNode body) implements PeerAnswer {

        public boolean isOk() {
            return status == 200;
        }
    }

    /** It did not answer, so nothing is known. */
    record Silent(Peer peer) implements PeerAnswer {}
}
