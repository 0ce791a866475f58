package city.zhanqiao.notices.template;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The templates of the city, read from {@code templates.json}. */
record NoticeTemplates(List<NoticeTemplate> all) {

    static NoticeTemplates read(JsonMapper json) {
        try (InputStream file = NoticeTemplates.class.getResourceAsStream("templates.json")) {
            return new NoticeTemplates(
                    List.of(
                            json.readValue(
                                    Objects.requireNonNull(file, "templates.json"),
                                    NoticeTemplate[].class)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Optional<NoticeTemplate> find(String code) {
        return all.stream().filter(template -> template.code().equals(code)).findFirst();
    }
}
