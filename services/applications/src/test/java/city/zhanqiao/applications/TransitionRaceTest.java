package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.etag;
import static city.zhanqiao.applications.City.fiftyTimes;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.together;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * What workflow engines of this kind are known to get wrong, DIGIT's among them: a transition that
 * happens twice, an answer before its row is there, one status for every error.
 */
class TransitionRaceTest {

    private static final String PATH = "/admin/v1/applications/";
    private static final String APPROVE = "{\"decision\":\"APPROVE\"}";
    private static final String GAP = "{\"missing\":[{\"about\":\"phone\",\"what\":\"号码有误\"}]}";

    @Test
    void letsOneOfFiftyClerksAccept() throws Exception {
        String id = submitted("r-race");

        List<Reply> replies = fiftyTimes(() -> attempt(id, "acceptance", ""));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .hasSize(49)
                .allMatch(reply -> List.of(409, 412).contains(reply.status()));
        assertThat(steps(id, "'ACCEPT'")).isOne();
        assertThat(events(id, "accepted")).isOne();
        assertThat(attempt(id, "acceptance", "").code()).isEqualTo("STALE_VERSION");
    }

    @Test
    void letsOneOfThreeDifferentDecisionsAtOnceWin() throws Exception {
        String id = submitted("r-three");
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int n = 0; n < 16; n++) {
            calls.add(() -> attempt(id, "acceptance", ""));
            calls.add(() -> attempt(id, "correction-request", GAP));
            calls.add(() ->
                    attempt(id, "rejection", "{\"code\":\"NOT_NEEDED\",\"reason\":\"无须办理\"}"));
        }

        List<Reply> replies = together(calls);

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(steps(id, "'ACCEPT', 'REQUEST_CORRECTION', 'NOT_ACCEPT'")).isOne();
        assertThat(City.version(id)).isEqualTo(4);
    }

    @Test
    void letsOneOfTwoReviewersTakeACaseUp() throws Exception {
        String id = submitted("r-reviewers");
        act(clerk(), id, "acceptance", "");
        String review = PATH + id + "/review";
        List<Callable<Reply>> calls = new ArrayList<>();
        for (String who : List.of("s-rev", "s-rev-other")) {
            calls.add(() -> post(staff(who, Role.REVIEWER), review, key(), etag(4), ""));
        }

        List<Reply> replies = together(calls);

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 412);
        assertThat(steps(id, "'TAKE_UP'")).isOne();
        assertThat(post(staff("s-rev-3", Role.REVIEWER), review, key(), etag(5), "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void showsAtOnceWhatItHasAnswered() {
        String lin = resident("r-at-once");
        String id = submitted("r-at-once");
        for (String act : List.of("acceptance", "review", "decision", "issuance")) {
            String body = act.equals("decision") ? APPROVE : "";
            Reply answered = act(by(act), id, act, body);
            Reply seen = get(lin, "/api/v1/applications/" + id);

            assertThat(answered.status()).as(answered.body().toString()).isEqualTo(200);
            assertThat(seen.text("/state")).isEqualTo(answered.text("/state"));
            assertThat(seen.text("/version")).isEqualTo(answered.text("/version"));
            assertThat(seen.body().path("timeline"))
                    .hasSize(answered.body().path("version").asInt());
            assertThat(get(lin, "/api/v1/applications").body().at("/items/0/state"))
                    .isEqualTo(answered.body().path("state"));
        }
    }

    @Test
    void tellsEachKindOfErrorByAStatusAndACodeOfItsOwn() {
        String id = submitted("r-errors");
        String acceptance = PATH + id + "/acceptance";
        String gap = PATH + id + "/correction-request";

        told(post(clerk(), gap, key(), etag(3), "{"), 400, "MALFORMED_REQUEST");
        told(post(clerk(), acceptance, "", etag(3), ""), 400, "IDEMPOTENCY_KEY_MISSING");
        told(post("", acceptance, key(), etag(3), ""), 401, "UNAUTHENTICATED");
        told(post(by("review"), acceptance, key(), etag(3), ""), 403, "FORBIDDEN");
        told(
                post(clerk(), PATH + UUID.randomUUID() + "/acceptance", key(), etag(3), ""),
                404,
                "APPLICATION_NOT_FOUND");
        told(act(by("decision"), id, "decision", APPROVE), 409, "STATE_DOES_NOT_ALLOW");
        told(post(clerk(), acceptance, key(), etag(2), ""), 412, "STALE_VERSION");
        told(post(clerk(), gap, key(), etag(3), "{\"missing\":[]}"), 422, "INVALID_CONTENT");
        told(post(clerk(), acceptance, key(), "", ""), 428, "PRECONDITION_REQUIRED");
        assertThat(City.state(id)).isEqualTo("SUBMITTED");
    }

    private static void told(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/title")).isNotBlank();
    }

    private static Reply attempt(String id, String act, String body) {
        return post(clerk(), PATH + id + "/" + act, key(), etag(3), body);
    }

    private static long steps(String id, String acts) {
        return City.PLACE.count(
                "SELECT count(*) FROM application_step WHERE act IN (%s) AND application = '%s'"
                        .formatted(acts, id));
    }

    private static long events(String id, String name) {
        return City.PLACE.count(
                "SELECT count(*) FROM event WHERE type = 'city.zhanqiao.application.%s.v1' AND subject = '%s'"
                        .formatted(name, id));
    }

    private static String submitted(String who) {
        String lin = resident(who);
        String id = draft(lin, "item", "social-card", "").id();
        String form =
                SampleForm.of(get("", "/open/v1/items/social-card").body().path("form")).toString();
        assertThat(fillIn(lin, id, form).status()).isEqualTo(200);
        assertThat(own(lin, id, "submission", "").status()).isEqualTo(200);
        return id;
    }

    private static String clerk() {
        return by("acceptance");
    }

    private static String by(String act) {
        return switch (act) {
            case "review" -> staff("s-rev", Role.REVIEWER);
            case "decision" -> staff("s-dec", Role.DECIDER);
            default -> staff("s-clerk", Role.CLERK);
        };
    }

    private static String staff(String subject, Role role) {
        return City.staff(subject, "human-resources", role);
    }
}
