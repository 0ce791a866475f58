package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fiftyTimes;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.send;
import static city.zhanqiao.applications.City.together;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The common inbox of an office and what staff write beside a case. */
class DeskTest {

    private static final String PATH = "/admin/v1/applications";
    private static final String OFFICE = "civil-affairs";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void givesACaseToOneOfFifty() throws Exception {
        String id = submitted("r-claim", "林示例");
        List<Reply> replies =
                fiftyTimes(() -> post(clerk(key()), PATH + "/" + id + "/claim", key(), "", ""));

        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 200))
                .allMatch(reply -> reply.code().equals("CLAIMED_BY_ANOTHER"));
    }

    @Test
    void givesEachClerkOtherCases() throws Exception {
        for (int n = 0; n < 6; n++) {
            submitted("r-next-" + n, "林示例");
        }
        Callable<Reply> next =
                () ->
                        post(
                                clerk(key()),
                                PATH + "/claims",
                                key(),
                                "",
                                "{\"role\":\"CLERK\",\"count\":2}");
        List<Reply> replies = together(Stream.generate(() -> next).limit(8).toList());

        List<String> taken =
                replies.stream()
                        .flatMap(reply -> reply.body().path("items").valueStream())
                        .map(one -> one.path("id").asString())
                        .toList();
        assertThat(taken).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
        assertThat(
                        post(clerk("s-x"), PATH + "/claims", "{\"role\":\"DECIDER\",\"count\":2}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void keepsColleaguesAwayUntilReleasedMovedOrLapsed() {
        String id = submitted("r-keep", "林示例");
        post(clerk("s-first"), PATH + "/" + id + "/claim", key(), "", "");

        assertThat(act(clerk("s-second"), id, "acceptance", "").code())
                .isEqualTo("CLAIMED_BY_ANOTHER");
        assertThat(post(clerk("s-second"), PATH + "/" + id + "/release", key(), "", "").code())
                .isEqualTo("NOT_CLAIMED");
        assertThat(
                        post(
                                        City.staff("s-head", OFFICE, Role.HEAD),
                                        PATH + "/" + id + "/release",
                                        key(),
                                        "",
                                        "")
                                .status())
                .isEqualTo(200);
        post(clerk("s-second"), PATH + "/" + id + "/claim", key(), "", "");
        assertThat(act(clerk("s-first"), id, "acceptance", "").status()).isEqualTo(409);
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofHours(5)));
        assertThat(act(clerk("s-first"), id, "acceptance", "").status()).isEqualTo(200);
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM application WHERE claimed_by IS NULL AND id ="
                                        + " '"
                                        + id
                                        + "'"))
                .isOne();
        String elsewhere = City.staffOf("s-far", OFFICE, "370212", Role.CLERK);
        assertThat(post(elsewhere, PATH + "/" + id + "/claim", key(), "", "").status())
                .isEqualTo(404);
    }

    @Test
    void findsCasesByWhatWasFilledInWithoutKeepingItInClear() {
        String id = submitted("r-words", "欧阳示例");
        String other = submitted("r-words2", "示欧例阳");

        assertThat(inbox("q=" + utf8("欧阳示"))).containsExactly(id);
        assertThat(inbox("q=" + utf8("示欧例"))).containsExactly(other);
        assertThat(inbox("q=" + utf8("没有这样"))).isEmpty();
        assertThat(inbox("q=" + utf8("优待证"))).contains(id, other);
        assertThat(get(clerk("s-c"), PATH + "?q=x").status()).isEqualTo(400);
        assertThat(ids(City.staffOf("s-far", OFFICE, "370212", Role.CLERK), "q=" + utf8("欧阳示")))
                .isEmpty();
    }

    @Test
    void findsCasesByRoleStateClaimAndNumber() {
        String id = submitted("r-role", "罗示例");
        String q = "&q=" + utf8("罗示");
        post(clerk("s-mine"), PATH + "/" + id + "/claim", key(), "", "");

        assertThat(ids(clerk("s-mine"), "claimed=ME" + q)).containsExactly(id);
        assertThat(ids(clerk("s-other"), "claimed=ME" + q)).isEmpty();
        assertThat(inbox("claimed=NOBODY" + q)).isEmpty();
        assertThat(inbox("role=CLERK" + q)).containsExactly(id);
        assertThat(inbox("role=REVIEWER" + q)).isEmpty();
        assertThat(inbox("state=SUBMITTED&item=elder-card&colour=GREEN" + q)).containsExactly(id);
        assertThat(inbox("state=ACCEPTED" + q)).isEmpty();
        assertThat(inbox("district=370212" + q)).containsExactly(id);
        String receipt =
                City.PLACE
                        .texts("SELECT receipt FROM application WHERE id = '" + id + "'")
                        .getFirst();
        assertThat(inbox("receipt=" + receipt)).containsExactly(id);
        String city = City.staffOf("s-city", OFFICE, "", Role.SUPERVISOR);
        assertThat(ids(city, "district=370202" + q)).containsExactly(id);
        assertThat(ids(city, "district=370212" + q)).isEmpty();
    }

    @Test
    void keepsNotesFromTheApplicantAndSealed() {
        String id = submitted("r-note", "林示例");
        Reply noted = post(clerk("s-c"), PATH + "/" + id + "/notes", "{\"text\":\"已电话核实住址\"}");

        assertThat(noted.status()).isEqualTo(201);
        assertThat(
                        get(City.staff("s-rev", OFFICE, Role.REVIEWER), PATH + "/" + id + "/notes")
                                .text("/items/0/text"))
                .isEqualTo("已电话核实住址");
        assertThat(get(resident("r-note"), "/api/v1/applications/" + id).body().toString())
                .doesNotContain("核实住址");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM case_note WHERE"
                                        + " position(convert_to('核实','UTF8') in text) > 0"))
                .isZero();
        assertThat(get(City.staff("s-tax", "tax", Role.CLERK), PATH + "/" + id + "/notes").status())
                .isEqualTo(404);
    }

    @Test
    void asksAnotherDepartmentWithoutShowingItTheCase() {
        String id = submitted("r-help", "林示例");
        String police = City.staff("s-police", "public-security", Role.CLERK);
        Reply asked =
                post(
                        clerk("s-c"),
                        PATH + "/" + id + "/help-requests",
                        "{\"department\":\"public-security\",\"question\":\"请核实户籍登记\"}");
        assertThat(asked.status()).isEqualTo(201);
        assertThat(
                        post(
                                        clerk("s-c"),
                                        PATH + "/" + id + "/help-requests",
                                        "{\"department\":\"nowhere\",\"question\":\"请核实\"}")
                                .code())
                .isEqualTo("DEPARTMENT_UNKNOWN");

        assertThat(get(police, PATH + "/help-requests").body().path("items").valueStream())
                .anyMatch(one -> one.path("id").asString().equals(asked.id()));
        assertThat(get(police, PATH + "/" + id).status()).isEqualTo(404);
        String answer = PATH + "/help-requests/" + asked.id() + "/answer";
        assertThat(
                        post(City.staff("s-tax", "tax", Role.CLERK), answer, "{\"answer\":\"无\"}")
                                .code())
                .isEqualTo("HELP_REQUEST_NOT_FOUND");
        assertThat(post(police, answer, "{\"answer\":\"登记属实\"}").status()).isEqualTo(200);
        assertThat(post(police, answer, "{\"answer\":\"再答\"}").code())
                .isEqualTo("HELP_ALREADY_GIVEN");
        assertThat(get(clerk("s-c"), PATH + "/" + id + "/help-requests").text("/items/0/answer"))
                .isEqualTo("登记属实");
    }

    @Test
    void fillsReplyTemplatesIn() {
        String id = submitted("r-reply", "林示例");
        String head = City.staff("s-head", OFFICE, Role.HEAD);
        String path = PATH + "/reply-templates/received";
        String words = "{\"title\":\"收件\",\"text\":\"{title}（{receiptNumber}）已收到。{unknown}\"}";
        assertThat(send(clerk("s-c"), "PUT", path, "", "", words).status()).isEqualTo(403);
        assertThat(send(head, "PUT", path, "", "", words).status()).isEqualTo(200);
        assertThat(send(head, "PUT", path, "", "", words).status()).isEqualTo(428);
        assertThat(send(head, "PUT", path, "", "\"v7\"", words).code()).isEqualTo("STALE_VERSION");
        assertThat(send(head, "PUT", path, "", "\"v1\"", words).status()).isEqualTo(200);
        assertThat(send(head, "PUT", path + "-new", "", "\"v1\"", words).status()).isEqualTo(412);

        assertThat(
                        get(clerk("s-c"), PATH + "/reply-templates?application=" + id)
                                .text("/items/0/text"))
                .startsWith("老年人优待证申领（370202")
                .endsWith("{unknown}");
        assertThat(
                        get(City.staff("s-tax", "tax", Role.CLERK), PATH + "/reply-templates")
                                .body()
                                .path("items"))
                .isEmpty();
        assertThat(send(head, "DELETE", path, "", "\"v1\"", "").code()).isEqualTo("STALE_VERSION");
        assertThat(send(head, "DELETE", path, "", "\"v2\"", "").status()).isEqualTo(204);
        assertThat(send(head, "DELETE", path, "", "*", "").code())
                .isEqualTo("REPLY_TEMPLATE_NOT_FOUND");
    }

    @Test
    void acceptsManyAtOnceAndEachOnce() {
        List<String> ids =
                IntStream.range(0, 3).mapToObj(n -> submitted("r-bulk-" + n, "林示例")).toList();
        String body =
                "{\"cases\":[{\"id\":\"%s\",\"version\":3},{\"id\":\"%s\",\"version\":9},{\"id\":\"%s\",\"version\":3}]}"
                        .formatted(ids.get(0), ids.get(1), ids.get(2));
        String key = key();

        Reply done = post(clerk("s-c"), PATH + "/acceptances", key, "", body);
        assertThat(done.text("/results/0/state")).isEqualTo("ACCEPTED");
        assertThat(done.text("/results/1/code")).isEqualTo("STALE_VERSION");
        assertThat(done.text("/results/2/state")).isEqualTo("ACCEPTED");
        assertThat(post(clerk("s-c"), PATH + "/acceptances", key, "", body).body())
                .isEqualTo(done.body());
        assertThat(City.state(ids.get(1))).isEqualTo("SUBMITTED");
    }

    private static List<String> inbox(String query) {
        return ids(clerk("s-c"), query);
    }

    private static List<String> ids(String staff, String query) {
        return get(staff, PATH + "?limit=100&" + query)
                .body()
                .path("items")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static String submitted(String who, String name) {
        String resident = resident(who);
        String id = draft(resident, "item", "elder-card", "").id();
        ObjectNode form =
                SampleForm.of(get("", "/open/v1/items/elder-card").body().path("form"))
                        .put("applicantName", name);
        assertThat(fillIn(resident, id, form.toString()).status()).isEqualTo(200);
        assertThat(own(resident, id, "submission", "").status()).isEqualTo(200);
        return id;
    }

    private static String clerk(String who) {
        return City.staff(who, OFFICE, Role.CLERK);
    }

    private static String utf8(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
