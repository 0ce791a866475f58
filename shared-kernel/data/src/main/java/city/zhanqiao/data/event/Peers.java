package city.zhanqiao.data.event;

import org.springframework.web.reactive.function.client.WebClient;

/** The other services of the city, as HTTP clients that carry this service's own token. */
@FunctionalInterface
public interface Peers {

    /** A client whose base address is the named service; it has its own time-outs. */
    WebClient of(String service);
}
