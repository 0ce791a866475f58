package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What this service holds about a person, as the residents' service gathers it. */
class PersonalDataTest {

    private static final String PATH = "/internal/v1/exports/";

    @Test
    void givesEverySectionInClearAndSaysWhatIsOpenOrKept() {
        String me = "pd-me";
        String id = submitted(me, "newborn");
        post(
                City.staff("pd-clerk", "health", Role.CLERK),
                "/admin/v1/applications/" + id + "/notes",
                "{\"text\":\"已电话核实\"}");

        JsonNode export = export(me);
        JsonNode taken = section(export, "applications").at("/0");
        assertThat(taken.at("/form/childName").asString()).isEqualTo("示例文字");
        assertThat(section(export, "materials").toString()).contains("cost-receipts");
        assertThat(section(export, "case-notes").toString()).contains("已电话核实");
        assertThat(section(export, "guardian-consents")).hasSize(1);
        assertThat(export.at("/open/0/reference").asString())
                .isEqualTo(taken.path("receiptNumber").asString());
        assertThat(export.path("kept")).isEmpty();

        own(resident(me), id, "withdrawal", "");
        JsonNode ended = export(me);
        assertThat(ended.path("open")).isEmpty();
        assertThat(ended.at("/kept/0/reason").asString()).isEqualTo("ARCHIVE");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM audit WHERE action = 'personal-data.export'"
                                        + " AND subject = 'pd-me'"))
                .isEqualTo(2);
    }

    @Test
    void givesOfAnotherNothingAndToNobodyElse() {
        submitted("pd-one", "newborn");
        assertThat(export("pd-none").path("sections").valueStream())
                .isNotEmpty()
                .allMatch(section -> section.path("records").isEmpty());
        assertThat(get(resident("pd-one"), PATH + "pd-one").status()).isEqualTo(401);
        assertThat(get(City.staff("pd-s", "health", Role.CLERK), PATH + "pd-one").status())
                .isEqualTo(401);
        assertThat(get("", PATH + "pd-one").status()).isEqualTo(401);
    }

    @Test
    void followsThePersonWhoWasFirstKnownAtAWindow() {
        String id = submitted("pd-former", "newborn");
        City.rename("pd-former", "pd-known");

        JsonNode export = export("pd-known");
        assertThat(section(export, "applications").at("/0/id").asString()).isEqualTo(id);
        assertThat(section(export, "materials")).isNotEmpty();
        assertThat(section(export("pd-former"), "applications")).isEmpty();
        assertThat(section(export("pd-former"), "materials")).isEmpty();
    }

    private static JsonNode export(String resident) {
        Reply reply = get(City.service("residents"), PATH + resident);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return reply.body();
    }

    private static JsonNode section(JsonNode export, String name) {
        return export.path("sections")
                .valueStream()
                .filter(section -> section.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("records");
    }

    private static String submitted(String who, String bundle) {
        String lin = resident(who);
        String id = draft(lin, "bundle", bundle, "").id();
        ObjectNode form =
                SampleForm.of(get("", "/open/v1/bundles/" + bundle).body().at("/guide/form"));
        fillIn(lin, id, form.toString());
        City.supply(lin, id);
        own(lin, id, "guardian-consent", "{\"agreed\":true}");
        Reply done = own(lin, id, "submission", "");
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        return id;
    }
}
