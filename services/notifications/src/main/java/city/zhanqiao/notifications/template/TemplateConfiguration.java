package city.zhanqiao.notifications.template;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the words that come with the service. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    private static final String FILES = "classpath*:templates/*.yml";

    @Bean
    Templates templates() {
        List<Template> read = readFiles();
        read.forEach(TemplateConfiguration::check);
        return new Templates(read);
    }

    static List<Template> readFiles() {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        // What a fact does not say of itself is false.
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .build();
        List<Template> read = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                read.addAll(
                        yaml.readValue(
                                file.getInputStream(), new TypeReference<List<Template>>() {}));
            }
        } catch (IOException fault) {
            throw new IllegalStateException("the templates cannot be read", fault);
        }
        return read;
    }

    private static void check(Template template) {
        List<String> broken = TemplateChecks.brokenRules(template);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(
                    "template %s version %d breaks rules: %s"
                            .formatted(template.code(), template.version(), broken));
        }
    }
}
