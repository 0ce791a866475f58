package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.fiftyTimes;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

import java.util.List;

class JoinTest {

    private static final String CODES = "/api/v1/me/join-codes";
    private static final String JOINS = "/api/v1/me/joins";

    @Test
    void makesOneOfTwoLogInsOfOnePerson() {
        Somebody lin = anybody().known();
        Somebody second = lin.as(lin.subject() + "-second");
        assertThat(get(second.token(), "/api/v1/me").code()).isEqualTo("NUMBER_TAKEN");

        Reply joined = join(second, code(lin));

        assertThat(joined.status()).isEqualTo(200);
        assertThat(joined.text("/residentId")).isEqualTo(lin.subject());
        assertThat(get(second.token(), "/api/v1/me").code()).isEqualTo("JOINED_ELSEWHERE");
        assertThat(
                        place().texts(
                                        "SELECT data ->> 'formerId' FROM event WHERE type = 'city.zhanqiao.resident.joined.v1' AND subject = '%s'"
                                                .formatted(lin.subject())))
                .containsExactly(second.subject());
    }

    @Test
    void takesACodeOnceOnly() throws Exception {
        Somebody lin = anybody().known();
        String code = code(lin);
        String token = lin.as(lin.subject() + "-third").token();

        List<Reply> replies =
                fiftyTimes(() -> post(token, JOINS, "{\"code\":\"%s\"}".formatted(code)));

        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
        assertThat(replies)
                .allMatch(
                        reply -> reply.status() == 200 || reply.code().equals("JOIN_CODE_UNKNOWN"));
    }

    @Test
    void refusesOtherPeopleOldCodesAndLowLevels() {
        Somebody lin = anybody().known();
        Somebody second = lin.as(lin.subject() + "-fourth");

        assertThat(join(anybody(), code(lin)).code()).isEqualTo("JOIN_CODE_UNKNOWN");
        assertThat(join(lin, code(lin)).code()).isEqualTo("JOIN_CODE_UNKNOWN");
        assertThat(join(second, "ABCDEFGHJK").code()).isEqualTo("JOIN_CODE_UNKNOWN");
        String earlier = code(lin);
        String code = code(lin);
        assertThat(join(second, earlier).code()).isEqualTo("JOIN_CODE_UNKNOWN");
        place().execute(
                        "UPDATE join_code SET expires_at = now() - interval '1 second' WHERE resident = '%s'"
                                .formatted(lin.subject()));
        assertThat(join(second, code).code()).isEqualTo("JOIN_CODE_UNKNOWN");
        assertThat(post(lin.token(RealNameLevel.L2), CODES, "").status()).isEqualTo(403);
    }

    private static String code(Somebody who) {
        return post(who.token(), CODES, "").text("/code");
    }

    private static Reply join(Somebody who, String code) {
        return post(who.token(), JOINS, "{\"code\":\"%s\"}".formatted(code));
    }
}
