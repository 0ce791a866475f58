package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.fiftyTimes;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.util.List;

class IdentificationTest {

    @Test
    void givesTheSameIdForTheSameDocumentHoweverOftenItIsAsked() throws Exception {
        Somebody he = anybody();

        List<Reply> replies = fiftyTimes(() -> identify(he));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies.stream().map(reply -> reply.text("/residentId")).distinct()).hasSize(1);
        assertThat(replies.getFirst().text("/residentId")).startsWith("w-");
    }

    @Test
    void findsWhoHasLoggedInBefore() {
        Somebody lin = anybody().known();

        assertThat(identify(lin).text("/residentId")).isEqualTo(lin.subject());
    }

    @Test
    void givesTheFileOfTheWindowToWhoLogsInLater() {
        Somebody he = anybody();
        String former = identify(he).text("/residentId");

        assertThat(get(he.token(), "/api/v1/me").status()).isEqualTo(200);

        assertThat(
                        place().texts(
                                        "SELECT data ->> 'formerId' FROM event WHERE subject = '%s' AND type = 'city.zhanqiao.resident.joined.v1'"
                                                .formatted(he.subject())))
                .containsExactly(former);
        assertThat(identify(he).text("/residentId")).isEqualTo(he.subject());
        assertThat(place().texts("SELECT state FROM resident WHERE id = '" + former + "'"))
                .containsExactly("JOINED");
        assertThat(get(he.as(former).token(), "/api/v1/me").code()).isEqualTo("JOINED_ELSEWHERE");
    }

    @Test
    void refusesAnotherNameForAKnownNumber() {
        Somebody he = anybody();
        identify(he);

        Reply reply = identify(he.named("别人"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("NAME_DIFFERS");
        assertThat(get(he.named("别人").token(), "/api/v1/me").code()).isEqualTo("NAME_DIFFERS");
    }

    @Test
    void readsNamesAsPeopleDo() {
        Somebody he = anybody().named("阿依古丽·示例");
        String id = identify(he).text("/residentId");

        assertThat(identify(he.named(" 阿依古丽•示例 ")).text("/residentId")).isEqualTo(id);
        assertThat(identify(he.named("阿依古丽．示例")).text("/residentId")).isEqualTo(id);
        assertThat(identify(he.named("<script>")).code()).isEqualTo("NAME_INVALID");
    }

    @Test
    void readsASmallXAndAnAbolishedDivision() {
        String number = endingWithX("370205"); // 四方区, merged into 市北区 in 2012
        Somebody old = new Somebody("r-x", "示例", number, "19900000000");

        String id = identify(old).text("/residentId");

        assertThat(id).startsWith("w-");
        Somebody small = new Somebody("r-x", "示例", number.replace('X', 'x'), "19900000000");
        assertThat(identify(small).text("/residentId")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "370202190001010013, checkDigit",
        "37020219850229001X, date",
        "370202299001010013, date",
        "A123456789, size",
        "37020219000101001*, pattern"
    })
    void refusesWhatIsNoNumber(String number, String code) {
        Reply reply = identify(new Somebody("r-none", "示例", number, "19900000000"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("NUMBER_INVALID");
        assertThat(reply.text("/errors/0/pointer")).isEqualTo("/residentNumber");
        assertThat(reply.text("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void isForServicesOnly() {
        String body = anybody().document();
        String path = "/internal/v1/identifications";

        assertThat(send(anybody().token(), "POST", path, "", "", body).status()).isIn(401, 403);
        assertThat(send(RunningResidents.clerk(), "POST", path, "", "", body).status())
                .isIn(401, 403);
        assertThat(send("", "POST", path, "", "", body).status()).isEqualTo(401);
    }

    private static String endingWithX(String division) {
        for (int sequence = 900; sequence < 999; sequence++) {
            String number = SyntheticPeople.number(division, LocalDate.of(1960, 5, 5), sequence);
            if (number.endsWith("X")) {
                return number;
            }
        }
        throw new IllegalStateException("one of eleven ends with X");
    }

    private static Reply identify(Somebody who) {
        return send(service(), "POST", "/internal/v1/identifications", "", "", who.document());
    }
}
