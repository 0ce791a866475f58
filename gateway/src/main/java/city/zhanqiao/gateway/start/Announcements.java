package city.zhanqiao.gateway.start;

import city.zhanqiao.web.language.Language;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

/** The parts of the start document that other pages show too. */
@Component
public final class Announcements {

    private final StartCopy copy;

    Announcements(StartCopy copy) {
        this.copy = copy;
    }

    /** Which features are switched on. */
    public JsonNode flags(Language language) {
        return copy.in(language).body().path("flags");
    }

    /** What is in maintenance, or will be. */
    public JsonNode maintenance(Language language) {
        return copy.in(language).body().path("maintenance");
    }
}
