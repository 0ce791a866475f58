package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import java.util.UUID;

/** Messages are kept for five years; apps hear that they are gone. */
class RetentionTest {

    private static final Town town = SharedTown.get();

    @Test
    void forgetsWhatIsOlderThanFiveYearsAndTellsTheApps() {
        String me = "t-old";
        town.hearsOf("applications", Happened.caseStep("submitted", id(), me));
        town.hearsOf("applications", Happened.caseStep("accepted", id(), me));
        String token =
                town.get(Town.resident(me), "/api/v1/inbox").body().path("changes").asString();
        String old = age(me, "application.submitted", "5 years 3 days");
        age(me, "application.accepted", "4 years 360 days");

        clean();
        await().atMost(Town.SOON).until(() -> town.titles(me).size() == 1);

        assertThat(town.titles(me)).containsExactly("申请已受理");
        assertThat(town.get(Town.resident(me), "/api/v1/inbox").body().path("unread").asInt())
                .isEqualTo(1);
        assertThat(
                        town.send(
                                        Town.resident(me),
                                        "PATCH",
                                        "/api/v1/inbox/" + old,
                                        "{\"read\":true}",
                                        "If-Match",
                                        "*")
                                .status())
                .isEqualTo(404);
        Reply changes = town.get(Town.resident(me), "/api/v1/inbox/changes?since=" + token);
        assertThat(changes.status()).isEqualTo(200);
        assertThat(changes.body().path("gone").toString()).contains(old);
        assertThat(changes.body().path("items")).isEmpty();
        assertThat(
                        town.place.count(
                                "SELECT octet_length(facts) FROM inbox_item WHERE id = '"
                                        + old
                                        + "'"))
                .as("what is left of the facts, sealed")
                .isLessThan(40);
    }

    @Test
    void buriesTombstonesAndLetsAppsThatSleptReadAnew() {
        String me = "t-buried";
        town.hearsOf("applications", Happened.caseStep("submitted", id(), me));
        String slept =
                town.get(Town.resident(me), "/api/v1/inbox").body().path("changes").asString();
        String old = age(me, "application.submitted", "5 years 3 days");
        clean();
        await().atMost(Town.SOON).until(() -> town.titles(me).isEmpty());
        String awake =
                town.get(Town.resident(me), "/api/v1/inbox").body().path("changes").asString();
        town.place.execute(
                "UPDATE inbox_item SET gone_at = now() - interval '91 days' WHERE id = '"
                        + old
                        + "'");

        clean();
        await().atMost(Town.SOON)
                .until(() ->
                        town.place.count("SELECT count(*) FROM inbox_item WHERE id = '" + old + "'")
                                == 0);

        assertThat(status(me, slept)).isEqualTo(410);
        assertThat(status(me, awake)).isEqualTo(200);
    }

    private static int status(String resident, String token) {
        return town.get(Town.resident(resident), "/api/v1/inbox/changes?since=" + token).status();
    }

    private static void clean() {
        town.service().getBean("forgetOldMessages", Job.class).wake();
    }

    /** Lets a message be so old; gives its id. */
    private static String age(String resident, String template, String age) {
        String where = " WHERE resident = '%s' AND template = '%s'".formatted(resident, template);
        town.place.execute(
                "UPDATE inbox_item SET occurred_at = now() - interval '" + age + "'" + where);
        return town.place.texts("SELECT id FROM inbox_item" + where).getFirst();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
