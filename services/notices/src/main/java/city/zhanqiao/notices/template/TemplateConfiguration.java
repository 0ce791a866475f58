package city.zhanqiao.notices.template;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.json.JsonMapper;

/** Beans of the templates. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean
    NoticeTemplates noticeTemplates(JsonMapper json) {
        return NoticeTemplates.read(json);
    }
}
