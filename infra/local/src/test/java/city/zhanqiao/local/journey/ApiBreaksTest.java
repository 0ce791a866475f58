package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

class ApiBreaksTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String DOCUMENT =
            """
            {"paths": {"/a": {"post": {
               "parameters": [{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 9}}],
               "security": [{"residentToken": []}],
               "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}},
               "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Out"}}}}}}}},
             "components": {"schemas": {
               "In": {"type": "object", "required": ["kind"],
                      "properties": {"kind": {"enum": ["ONE", "TWO"]}, "note": {"type": "string"}}},
               "Out": {"type": "object", "required": ["id"],
                       "properties": {"id": {"type": "string"}, "child": {"$ref": "#/components/schemas/Out"},
                                      "state": {"enum": ["OPEN"]}}}}}}
            """;

    /** {@code ~} stands for the quotation mark. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    ~/a~|~/b~|post /a is gone
                    residentToken|staffToken|needs another token
                    ~name~: ~q~|~name~: ~p~|takes no parameter query q
                    ~name~: ~q~,|~name~: ~q~, ~required~: true,|requires the parameter query q
                    ~maxLength~: 9|~maxLength~: 8|lower maxLength
                    [~kind~]|[~kind~, ~note~]|now requires note
                    ~ONE~, ~TWO~|~ONE~|takes no value TWO
                    , ~note~: {~type~: ~string~}| |takes no note
                    [~id~]|[]|may now lack id
                    ~id~: {~type~: ~string~}|~id~: {~type~: ~integer~}|was "string" and is "integer"
                    , ~child~: {~$ref~: ~#/components/schemas/Out~}| |has no child
                    ~200~|~201~|is answered no more
                    """)
    void findsWhatBreaksAnApp(String was, String is, String sentence) {
        assertThat(between(quoted(was), quoted(is == null ? "" : is)))
                .isNotEmpty()
                .anyMatch(found -> found.contains(sentence));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    ~maxLength~: 9|~maxLength~: 10
                    ~ONE~, ~TWO~|~ONE~, ~TWO~, ~THREE~
                    [~OPEN~]|[~OPEN~, ~CLOSED~]
                    [~id~]|[~id~, ~state~]
                    ~note~: {~type~: ~string~}|~note~: {~type~: ~string~}, ~more~: {~type~: ~string~}
                    """)
    void putsUpWithWhatIsMerelyNew(String was, String is) {
        assertThat(between(quoted(was), quoted(is))).isEmpty();
    }

    @Test
    void findsNothingWhereNothingChanged() {
        assertThat(ApiBreaks.between(JSON.readTree(DOCUMENT), JSON.readTree(DOCUMENT))).isEmpty();
    }

    private static List<String> between(String was, String is) {
        assertThat(DOCUMENT).contains(was);
        JsonNode before = JSON.readTree(DOCUMENT);
        return ApiBreaks.between(before, JSON.readTree(DOCUMENT.replace(was, is)));
    }

    private static String quoted(String text) {
        return text.replace('~', '"');
    }
}
