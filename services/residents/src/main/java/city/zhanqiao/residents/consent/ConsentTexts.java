package city.zhanqiao.residents.consent;

import city.zhanqiao.web.language.Language;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The published texts. */
final class ConsentTexts {

    private final List<ConsentText> all;

    private ConsentTexts(List<ConsentText> all) {
        this.all = all;
        all.forEach(text -> List.of(Language.values()).forEach(text::hash));
    }

    /**
     * Reads the texts that come with the service; one that lacks a language keeps it from starting.
     */
    static ConsentTexts published(JsonMapper json) {
        try (InputStream in =
                Objects.requireNonNull(
                        ConsentTexts.class.getResourceAsStream(
                                "/city/zhanqiao/residents/consent/texts.json"))) {
            return new ConsentTexts(List.of(json.readValue(in, ConsentText[].class)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Optional<ConsentText> find(String code, int version) {
        return all.stream()
                .filter(text -> text.code().equals(code) && text.version() == version)
                .findFirst();
    }

    List<ConsentText> offered() {
        return all.stream().filter(ConsentText::current).toList();
    }
}
