package city.zhanqiao.residents;

import static city.zhanqiao.residents.ProxyTest.assertRefused;
import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.delete;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

class FirmTest {

    private static final String FIRMS = "/api/v1/me/firms";
    private static final String FIRM = "91370202MA3TEXT0X0";
    private static final String OTHER_FIRM = "91370212MA3DEM019K";

    @Test
    void givesNoAuthorityToWhoOnlySaysSo() {
        Somebody sun = anybody().known();

        Reply claimed = post(sun.token(), FIRMS, firm(FIRM, "AGENT"));

        assertThat(claimed.status()).isEqualTo(201);
        assertThat(claimed.text("/state")).isEqualTo("CLAIMED");
        assertRefused(check(sun, FIRM, "bundle:restaurant"), "NOT_CONFIRMED");
        assertThat(post(sun.token(), FIRMS, firm(FIRM, "AGENT")).code())
                .isEqualTo("FIRM_ALREADY_MINE");
    }

    @Test
    void actsForTheFirmOnceAClerkHasSeenThePapers() {
        Somebody sun = anybody().known();
        post(sun.token(), FIRMS, firm(FIRM, "AGENT"));

        Reply recorded = record(sun, FIRM, "AGENT");

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(check(sun, FIRM, "bundle:restaurant").text("/kind")).isEqualTo("FIRM_AGENT");
        assertRefused(check(sun, FIRM, "item:tobacco"), "OUTSIDE_AUTHORITY");
        assertRefused(check(sun, OTHER_FIRM, "bundle:restaurant"), "NO_AUTHORITY");
        assertRefused(check(sun, "91370202MA3TEXT0X1", "bundle:restaurant"), "NO_AUTHORITY");
        assertThat(get(sun.token(), FIRMS).body().path("mine").size()).isEqualTo(2);

        place().execute(
                        "UPDATE firm_agent SET valid_from = valid_from - 99, valid_until = valid_until - 99 WHERE id = '%s'"
                                .formatted(recorded.text("/id")));
        assertRefused(check(sun, FIRM, "bundle:restaurant"), "EXPIRED");
    }

    @Test
    void letsTheLegalRepresentativeAppointAndDismiss() {
        Somebody boss = anybody().known();
        Somebody agent = anybody().known();
        String office = record(boss, OTHER_FIRM, "LEGAL_REPRESENTATIVE").text("/id");

        Reply appointed = post(boss.token(), FIRMS + "/" + office + "/agents", agentBody(agent));

        assertThat(appointed.status()).isEqualTo(201);
        assertThat(check(agent, OTHER_FIRM, "bundle:restaurant").text("/kind"))
                .isEqualTo("FIRM_AGENT");
        assertThat(check(boss, OTHER_FIRM, "item:tobacco").text("/kind")).isEqualTo("FIRM_AGENT");
        assertThat(get(boss.token(), FIRMS).text("/appointed/0/name")).startsWith("示*");

        String path = FIRMS + "/" + appointed.text("/id");
        assertThat(delete(anybody().known().token(), path).status()).isEqualTo(404);
        assertThat(delete(boss.token(), path).status()).isEqualTo(204);
        assertRefused(check(agent, OTHER_FIRM, "bundle:restaurant"), "NO_AUTHORITY");
    }

    @Test
    void letsNobodyElseAppoint() {
        Somebody sun = anybody().known();
        Somebody other = anybody().known();
        String agent = record(sun, FIRM, "AGENT").text("/id");
        String claimed = post(other.token(), FIRMS, firm(FIRM, "LEGAL_REPRESENTATIVE")).text("/id");

        assertThat(post(sun.token(), FIRMS + "/" + agent + "/agents", agentBody(other)).status())
                .isEqualTo(404);
        assertThat(post(other.token(), FIRMS + "/" + claimed + "/agents", agentBody(sun)).status())
                .isEqualTo(404);
        assertThat(post(other.token(), FIRMS + "/" + agent + "/agents", agentBody(other)).status())
                .isEqualTo(404);
    }

    @Test
    void refusesWrongCodesTermsAndAgents() {
        Somebody sun = anybody().known();
        Reply wrong = post(sun.token(), FIRMS, firm("91370202MA3TEXT0X1", "AGENT"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("FIRM_CODE_INVALID");
        String past = firm(FIRM, "AGENT").replace(today().plusDays(30).toString(), "2020-01-01");
        assertThat(post(sun.token(), FIRMS, past).code()).isEqualTo("TERM_INVALID");
        String office = record(sun, FIRM, "LEGAL_REPRESENTATIVE").text("/id");
        assertThat(post(sun.token(), FIRMS + "/" + office + "/agents", agentBody(anybody())).code())
                .isEqualTo("AGENT_UNKNOWN");
    }

    private static Reply record(Somebody agent, String code, String role) {
        return post(
                clerk(),
                "/admin/v1/residents/firm-agents",
                """
                {"agent": %s, "firm": %s, "proof": {"kind": "FIRM_LETTER", "reference": "A-1"}}
                """
                        .formatted(agent.document(), firm(code, role)));
    }

    private static String firm(String code, String role) {
        return """
        {"creditCode": "%s", "firmName": "青岛示例餐饮有限公司", "role": "%s",
         "scopes": ["bundle:restaurant"], "until": "%s"}
        """
                .formatted(code, role, today().plusDays(30));
    }

    private static String agentBody(Somebody agent) {
        return "{\"agent\":%s,\"scopes\":[\"bundle:restaurant\"],\"until\":\"%s\"}"
                .formatted(agent.document(), today().plusDays(30));
    }

    private static Reply check(Somebody agent, String firm, String purpose) {
        return send(
                service(),
                "POST",
                "/internal/v1/authority-checks",
                "",
                "",
                "{\"agentId\":\"%s\",\"firm\":\"%s\",\"purpose\":\"%s\"}"
                        .formatted(agent.subject(), firm, purpose));
    }
}
