package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.put;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

import java.util.List;

class PlaceTest {

    private static final String ME = "/api/v1/me";
    private static final String PLACES = "/api/v1/me/places";
    private static final String CHOSEN =
            """
            {"places": [{"kind": "HOME", "division": "370202001000"},
                        {"kind": "PARENTS", "division": "370212001000"},
                        {"kind": "WORK", "division": "370211001000"}],
             "topics": ["water", "school"], "groups": ["parent"]}
            """;

    @Test
    void tellsTheWholeOfWhatMatters() {
        Somebody lin = anybody();
        String token = lin.token();

        Reply chosen = put(token, PLACES, get(token, PLACES).etag(), CHOSEN);

        assertThat(chosen.status()).isEqualTo(200);
        Reply now = get(token, PLACES);
        assertThat(now.etag()).isEqualTo(chosen.etag());
        assertThat(now.body().path("places").size()).isEqualTo(3);
        assertThat(now.text("/topics/0")).isEqualTo("school");
        assertThat(told(lin)).hasSize(1);
        assertThat(told(lin).getFirst())
                .contains("370212001000", "\"WORK\"", "\"water\"", "\"parent\"");
    }

    @Test
    void hasOneHomeInProfileAndPlaces() {
        Somebody lin = anybody();
        String token = lin.token();
        put(token, PLACES, get(token, PLACES).etag(), CHOSEN);

        Reply profile = get(token, ME);
        assertThat(profile.text("/homeDivision")).isEqualTo("370202001000");

        String moved =
                "{\"language\":\"en\",\"elderMode\":false,\"homeDivision\":\"370202002000\"}";
        assertThat(put(token, ME, profile.etag(), moved).status()).isEqualTo(200);
        assertThat(get(token, PLACES).text("/places/0/division")).isEqualTo("370202002000");
        assertThat(told(lin)).hasSize(2);
        assertThat(told(lin).getLast()).contains("370202002000", "370212001000");
    }

    @Test
    void refusesWhatIsNoPlaceAndStaleChanges() {
        String token = anybody().token();
        String etag = get(token, PLACES).etag();

        Reply unknown = put(token, PLACES, etag, CHOSEN.replace("370212001000", "370299001000"));
        assertThat(unknown.code()).isEqualTo("PLACE_UNKNOWN");
        assertThat(unknown.pointers()).containsExactly("/places/1/division");
        assertThat(put(token, PLACES, etag, CHOSEN.replace("370212001000", "370212")).code())
                .isEqualTo("PLACE_UNKNOWN");
        assertThat(put(token, PLACES, etag, CHOSEN.replace("PARENTS", "HOME")).code())
                .isEqualTo("HOME_TWICE");
        assertThat(put(token, PLACES, etag, CHOSEN.replace("water", "水")).pointers())
                .containsExactly("/topics/0");
        assertThat(put(token, PLACES, "", CHOSEN).status()).isEqualTo(428);
        assertThat(put(token, PLACES, etag, CHOSEN).status()).isEqualTo(200);
        assertThat(put(token, PLACES, etag, CHOSEN).status()).isEqualTo(412);
    }

    private static List<String> told(Somebody who) {
        return place().texts(
                        "SELECT data::text FROM event WHERE subject = '%s' AND type = 'city.zhanqiao.resident.places-changed.v1' ORDER BY id"
                                .formatted(who.subject()));
    }
}
