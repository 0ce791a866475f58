package city.zhanqiao.web.server;

import city.zhanqiao.web.problem.ProblemWriter;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Sets up the server of a service. */
@AutoConfiguration(
        before = {
            JacksonAutoConfiguration.class,
            NettyReactiveWebServerAutoConfiguration.class,
            WebFluxAutoConfiguration.class
        },
        beforeName =
                "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(ServerSettings.class)
public final class ServerAutoConfiguration {

    ServerAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    InstantSource instantSource() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    ReactorResourceFactory reactorResourceFactory() {
        var factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResources(HttpLoops.shared());
        return factory;
    }

    @Bean
    NettyServerCustomizer namelessMessages() {
        return server -> server.httpMessageLogFactory(new NamelessMessages());
    }

    @Bean
    NettyServerCustomizer slowBodies(ServerSettings settings) {
        return new SlowBodies(settings.requestTimeout(), settings.readTimeout());
    }

    @Bean
    Drain drain(ServerSettings settings) {
        return new Drain(settings.drain());
    }

    @Bean
    RequestFilter requestFilter(ProblemWriter problems, Drain drain) {
        return new RequestFilter(problems, drain);
    }

    /** What is absent is left out; {@code null} would mean something else in a merge. */
    @Bean
    JsonMapperBuilderCustomizer withoutAbsent() {
        return json ->
                json.changeDefaultPropertyInclusion(_ ->
                        JsonInclude.Value.construct(
                                JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
    }

    @Bean
    CityTimesModule cityTimes() {
        return new CityTimesModule();
    }

    @Bean
    IdempotencyKeyArgument idempotencyKeyArgument() {
        return new IdempotencyKeyArgument();
    }

    @Bean
    RequestInfoArgument requestInfoArgument() {
        return new RequestInfoArgument();
    }

    @Bean
    WebFluxConfigurer houseRules(
            JsonMapper json, ObjectProvider<SyncHandlerMethodArgumentResolver> arguments) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                codecs.defaultCodecs()
                        .jacksonJsonDecoder(new JacksonJsonDecoder(StrictJson.of(json)));
            }

            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                arguments.orderedStream().forEach(resolvers::addCustomResolver);
            }
        };
    }
}
