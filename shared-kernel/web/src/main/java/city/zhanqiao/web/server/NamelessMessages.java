package city.zhanqiao.web.server;

import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;

/**
 * What Reactor Netty logs of a request that it cannot read: what kind of message it was and nothing
 * in it. By itself it writes the whole head in several lines, with an address that may name people.
 */
final class NamelessMessages implements HttpMessageLogFactory {

    @Override
    public String trace(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String debug(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String info(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String warn(HttpMessageArgProvider message) {
        return describe(message);
    }

    @Override
    public String error(HttpMessageArgProvider message) {
        return describe(message);
    }

    private static String describe(HttpMessageArgProvider message) {
        return message.httpMessageType().name();
    }
}
