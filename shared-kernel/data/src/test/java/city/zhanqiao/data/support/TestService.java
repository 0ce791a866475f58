package city.zhanqiao.data.support;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A service that has nothing but the data kernel, to try the kernel in. */
public final class TestService {

    private TestService() {}

    /** Starts a context on a database and a Redis, with what the test adds. */
    @SafeVarargs
    public static ConfigurableApplicationContext start(
            String name, Class<?> more, Map<String, String>... properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("spring.application.name", name);
        all.put("spring.main.banner-mode", "off");
        all.put("spring.flyway.locations", "classpath:db/none");
        all.put("spring.flyway.fail-on-missing-locations", "false");
        all.put("spring.r2dbc.pool.max-size", "20");
        all.put("server.port", "0");
        all.put("server.address", "127.0.0.1");
        all.put("zhanqiao.encryption.active-key", "k1");
        all.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        all.put("zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        for (Map<String, String> some : properties) {
            all.putAll(some);
        }
        return new SpringApplicationBuilder(Base.class, more)
                .web(WebApplicationType.REACTIVE)
                .properties(all)
                .run();
    }

    /** The port on which a started service answers. */
    public static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The beans that other parts of the kernel bring in a real service. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Base {
        /** Closing one context must not stop the servers of the others. */
        @Bean
        ReactorResourceFactory reactorResources() {
            ReactorResourceFactory factory = new ReactorResourceFactory();
            factory.setUseGlobalResources(false);
            return factory;
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }
    }
}
