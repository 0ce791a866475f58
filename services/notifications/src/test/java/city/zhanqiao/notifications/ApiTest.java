package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.notifications.Town.Reply;
import city.zhanqiao.web.test.ApiContract;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The document says what the service does, and the service does what it says. */
class ApiTest {

    private static final Town town = SharedTown.get();
    private static final ApiContract contract =
            ApiContract.of(town.get("", "/v3/api-docs").body().toString());

    @Test
    void documentsEveryOperation() {
        contract.assertDocumented();
    }

    @Test
    void answersAsPromised() {
        String me = "a-promised";
        town.hearsOf("residents", Happened.places(me, "370211001000"));
        town.registers(me, "phone-0001", "zhanqiao-test:accepted");
        town.hearsOf(
                "applications", Happened.caseStep("accepted", UUID.randomUUID().toString(), me));
        town.hearsOf(
                "notices",
                Happened.notice(
                        "published", UUID.randomUUID().toString(), false, "370211001000", "停水"));
        town.outcomes(me);

        String own = Town.resident(me);
        for (String path :
                List.of(
                        "/api/v1/inbox",
                        "/api/v1/inbox?cursor=nonsense",
                        "/api/v1/devices",
                        "/api/v1/notification-preferences")) {
            assertPromised("GET", path, town.get(own, path));
        }
        Reply page = town.get(own, "/api/v1/inbox");
        assertThat(page.body().path("items")).hasSize(2);
        String changes = "/api/v1/inbox/changes?since=" + page.body().path("changes").asString();
        assertPromised("GET", changes, town.get(own, changes));
        String item = "/api/v1/inbox/" + page.body().at("/items/0/id").asString();
        assertPromised(
                "PATCH", item, town.send(own, "PATCH", item, "{\"read\":true}", "If-Match", "*"));
        String supervisor = Town.staff("s-reads", Role.SUPERVISOR);
        for (String path :
                List.of(
                        "/admin/v1/campaigns",
                        "/admin/v1/deliveries?limit=5",
                        "/admin/v1/deliveries/hours",
                        "/admin/v1/templates",
                        "/admin/v1/templates/hall.closed")) {
            assertPromised("GET", path, town.get(supervisor, path));
        }
        String campaign =
                "/admin/v1/campaigns/"
                        + town.get(supervisor, "/admin/v1/campaigns")
                                .body()
                                .at("/items/0/id")
                                .asString();
        assertPromised("GET", campaign, town.get(supervisor, campaign));
    }

    @Test
    void refusesStaffWhatIsNotTheirs() {
        Map<String, Role> wrong =
                Map.of(
                        "/admin/v1/campaigns", Role.CLERK,
                        "/admin/v1/deliveries", Role.PUBLISHER,
                        "/admin/v1/templates", Role.DECIDER);
        wrong.forEach((path, role) ->
                assertThat(town.get(Town.staff("s-wrong", role), path).status())
                        .as(path)
                        .isEqualTo(403));
    }

    private static void assertPromised(String method, String path, Reply reply) {
        contract.assertPromised(method, path, reply.status(), reply.body().toString());
    }
}
