package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.together;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

class BundleJourneyTest {

    static final String FIRM = ",\"firm\":\"" + City.FIRM + "\"";
    static final String APPROVE = "{\"decision\":\"APPROVE\"}";

    @Test
    void goesThroughABirthWithFiveDepartmentsInParallel() throws Exception {
        String id = submitted("r-birth", "newborn", "", form -> form);
        assertThat(track("r-birth", id))
                .hasSize(7)
                .allSatisfy((place, state) -> assertThat(state).isEqualTo("WAITING"));

        Reply accepted = act(clerk("health"), id, "acceptance", "");
        assertThat(accepted.text("/state")).isEqualTo("ACCEPTED");
        assertThat(promise("r-birth", id)).isEqualTo(5);
        assertThat(track("r-birth", id))
                .containsEntry("A1", "ACCEPTED")
                .containsEntry("A3", "WAITING");
        handle("r-birth", id, "A1");
        assertThat(track("r-birth", id))
                .containsEntry("A1", "ISSUED")
                .containsEntry("A2", "ACCEPTED")
                .containsEntry("A3", "ACCEPTED")
                .containsEntry("A7", "ACCEPTED")
                .containsEntry("A4", "WAITING");

        handleTogether("r-birth", id, "A2", "A3", "A7");
        assertThat(track("r-birth", id))
                .containsEntry("A4", "ACCEPTED")
                .containsEntry("A6", "ACCEPTED")
                .containsEntry("A5", "WAITING");
        handleTogether("r-birth", id, "A4", "A6");
        handle("r-birth", id, "A5");

        assertThat(City.state(id)).isEqualTo("COMPLETED");
        assertThat(own(resident("r-birth"), id, "withdrawal", "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(get(resident("r-birth"), "/api/v1/applications").body().path("items"))
                .hasSize(1);
    }

    @Test
    void showsADepartmentItsOwnPartOfTheFormOnly() {
        String id = submitted("r-part", "newborn", "", form -> form);
        act(clerk("health"), id, "acceptance", "");
        handle("r-part", id, "A1");
        JsonNode vaccination =
                get(
                                clerk("disease-control"),
                                "/admin/v1/applications/" + member("r-part", id, "A2"))
                        .body()
                        .path("form");
        assertThat(vaccination.has("vaccinationClinic")).isTrue();
        assertThat(vaccination.has("bankAccount")).isFalse();
        handle("r-part", id, "A3");
        JsonNode card =
                get(
                                clerk("human-resources"),
                                "/admin/v1/applications/" + member("r-part", id, "A6"))
                        .body()
                        .path("form");
        assertThat(card.path("occupation").asString()).isEqualTo("NONE");
        assertThat(card.path("applicantName").asString()).isEqualTo("示例文字");
        assertThat(get(clerk("tax"), "/admin/v1/applications/" + id).status()).isEqualTo(404);
    }

    @Test
    void opensARestaurantSoonerWithTheFireCommitment() throws Exception {
        String id =
                submitted("r-shop", "restaurant", FIRM, form -> form.put("fireCommitment", true));
        act(clerk("approval"), id, "acceptance", "");
        assertThat(promise("r-shop", id)).isEqualTo(5);
        String slow =
                submitted(
                        "r-shop2",
                        "restaurant",
                        FIRM + ",\"with\":[\"B6\"]",
                        form ->
                                form.put("fireCommitment", true)
                                        .put("tobaccoBefore", false)
                                        .put("distanceToSchool", 300)
                                        .put("tobaccoCounter", 2));
        act(clerk("approval"), slow, "acceptance", "");
        assertThat(promise("r-shop2", slow)).isEqualTo(8);

        handle("r-shop", id, "B1");
        handleTogether("r-shop", id, "B3", "B4");
        refuse("r-shop", id, "B2");
        assertThat(City.state(id)).isEqualTo("PARTIALLY_DONE");
    }

    @Test
    void blocksOnlyWhatDependsOnARefusal() throws Exception {
        String id = submitted("r-grief", "bereavement", "", form -> form);
        act(clerk("civil-affairs"), id, "acceptance", "");
        handle("r-grief", id, "C1");
        refuse("r-grief", id, "C2");
        assertThat(track("r-grief", id))
                .containsEntry("C6", "BLOCKED")
                .containsEntry("C5", "ACCEPTED");
        handleTogether("r-grief", id, "C3", "C4", "C5", "C7", "C8");
        assertThat(City.state(id)).isEqualTo("PARTIALLY_DONE");
    }

    @Test
    void endsTheWholeWhenTheFirstStepIsRefused() {
        String id = submitted("r-none", "bereavement", "", form -> form);
        act(clerk("civil-affairs"), id, "acceptance", "");
        refuse("r-none", id, "C1");
        assertThat(City.state(id)).isEqualTo("REFUSED");
        assertThat(track("r-none", id).values()).filteredOn("BLOCKED"::equals).hasSize(7);
    }

    @Test
    void asksOnceForEverythingAndWithdrawsAsAWhole() {
        String who = "r-whole";
        String id =
                submitted(
                        who,
                        "newborn",
                        ",\"with\":[\"A8\"]",
                        form ->
                                form.put("careVisit", "HOME")
                                        .set(
                                                "careTopics",
                                                City.JSON.valueToTree(List.of("SLEEP"))));
        assertThat(track(who, id)).hasSize(8);
        act(
                clerk("health"),
                id,
                "correction-request",
                "{\"missing\":[{\"about\":\"cost-receipts\",\"what\":\"票据不清晰\"}]}");
        own(resident(who), id, "correction", "");
        act(clerk("health"), id, "acceptance", "");
        assertThat(own(resident(who), member(who, id, "A1"), "withdrawal", "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(own(resident(who), id, "withdrawal", "").text("/state")).isEqualTo("WITHDRAWN");
        assertThat(track(who, id).values()).containsOnly("WITHDRAWN");
    }

    @Test
    void letsOnlyTheGovernmentExtendJointHandling() {
        String id = submitted("r-joint", "newborn", "", form -> form);
        act(clerk("health"), id, "acceptance", "");
        String why = "{\"reason\":\"多部门联合办理\"}";
        assertThat(act(City.staff("s-head", "health", Role.HEAD), id, "extension", why).code())
                .isEqualTo("GOVERNMENT_APPROVAL_NEEDED");
        assertThat(
                        act(
                                        City.staff("s-mayor", "government-office", Role.HEAD),
                                        id,
                                        "extension",
                                        why)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatTheBundleDoesNotOffer() {
        assertThat(draft(resident("r-x"), "bundle", "newborn", ",\"with\":[\"A1\"]").code())
                .isEqualTo("MEMBER_UNKNOWN");
        assertThat(draft(resident("r-x"), "bundle", "nothing", "").code())
                .isEqualTo("ITEM_UNKNOWN");
        String id = draft(resident("r-x"), "bundle", "newborn", "").id();
        fillIn(resident("r-x"), id, "{\"childName\":\"示\"}");
        Reply reply = own(resident("r-x"), id, "submission", "");
        assertThat(reply.code()).isEqualTo("FORM_INVALID");
        assertThat(
                        reply.body()
                                .path("errors")
                                .valueStream()
                                .map(one -> one.path("pointer").asString()))
                .contains("/form/childName", "/form/motherName")
                .doesNotHaveDuplicates();
    }

    @Test
    void publishesThreeBundlesOfTwentyTwoItems() {
        JsonNode bundles = get("", "/open/v1/bundles").body().path("items");
        assertThat(bundles).hasSize(3);
        int members = 0;
        for (JsonNode bundle : bundles) {
            JsonNode guide = get("", "/open/v1/bundles/" + bundle.path("code").asString()).body();
            members += guide.path("parts").size();
            List<String> papers =
                    guide.at("/guide/materials")
                            .valueStream()
                            .map(paper -> paper.path("code").asString())
                            .toList();
            assertThat(papers).doesNotHaveDuplicates();
        }
        assertThat(members).isEqualTo(22);
        assertThat(get("", "/open/v1/bundles/social-card").status()).isEqualTo(404);
    }

    interface Change {
        JsonNode of(ObjectNode form);
    }

    static String submitted(String who, String bundle, String with, Change change) {
        String resident = resident(who);
        String id = draft(resident, "bundle", bundle, with).id();
        ObjectNode form =
                SampleForm.of(get("", "/open/v1/bundles/" + bundle).body().at("/guide/form"));
        change.of(form);
        assertThat(fillIn(resident, id, form.toString()).status()).isEqualTo(200);
        City.supply(resident, id);
        if (bundle.equals("newborn")) {
            own(resident, id, "guardian-consent", "{\"agreed\":true}");
        }
        Reply reply = own(resident, id, "submission", "");
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return id;
    }

    private static Map<String, String> track(String who, String id) {
        Map<String, String> states = new TreeMap<>();
        get(resident(who), "/api/v1/applications/" + id)
                .body()
                .path("members")
                .forEach(one ->
                        states.put(one.path("place").asString(), one.path("state").asString()));
        return states;
    }

    private static int promise(String who, String id) {
        return get(resident(who), "/api/v1/applications/" + id)
                .body()
                .path("clocks")
                .valueStream()
                .filter(one -> one.path("clock").asString().equals("PROMISE"))
                .findFirst()
                .orElseThrow()
                .path("limit")
                .asInt();
    }

    private static JsonNode memberView(String who, String id, String place) {
        return get(resident(who), "/api/v1/applications/" + id)
                .body()
                .path("members")
                .valueStream()
                .filter(one -> one.path("place").asString().equals(place))
                .findFirst()
                .orElseThrow();
    }

    static String member(String who, String id, String place) {
        return memberView(who, id, place).path("id").asString();
    }

    private static void handleTogether(String who, String id, String... places) throws Exception {
        List<Reply> ends =
                together(
                        Stream.of(places)
                                .<java.util.concurrent.Callable<Reply>>map(
                                        place -> () -> handle(who, id, place))
                                .toList());
        assertThat(ends).allMatch(end -> end.status() == 200);
    }

    static Reply handle(String who, String id, String place) {
        String department = decided(who, id, place, APPROVE);
        Reply issued = act(clerk(department), member(who, id, place), "issuance", "");
        assertThat(issued.status()).as(issued.body().toString()).isEqualTo(200);
        return issued;
    }

    static void refuse(String who, String id, String place) {
        decided(who, id, place, "{\"decision\":\"REFUSE\",\"reason\":\"不符合条件\"}");
    }

    private static String decided(String who, String id, String place, String decision) {
        JsonNode view = memberView(who, id, place);
        String member = view.path("id").asString();
        String department = view.path("department").asString();
        act(City.staff("s-rev", department, Role.REVIEWER), member, "review", "");
        act(City.staff("s-rev2", department, Role.REVIEWER), member, "second-check", "");
        Reply reply =
                act(City.staff("s-dec", department, Role.DECIDER), member, "decision", decision);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return department;
    }

    static String clerk(String department) {
        return City.staff("s-clerk", department, Role.CLERK);
    }
}
