package city.zhanqiao.applications.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;

import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;
import java.util.List;

/** Whoever is in the middle of what is stopped hears what becomes of it. */
class StopNewsTest {

    private static final String FORM =
            """
            {"form": {"applicantName": "林示例", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    @Test
    void tellsThatACaseGoesOnAndThatADraftCannotBeHandedIn() {
        String running = draft("r-goes-on");
        assertThat(
                        City.post(
                                        City.resident("r-goes-on"),
                                        "/api/v1/applications/" + running + "/submission",
                                        City.key(),
                                        City.etag(2),
                                        "{}")
                                .status())
                .isEqualTo(200);
        String begun = draft("r-has-begun");

        stop("item:social-card", "370202");
        stop("bundle:social-card", "370202");
        stop("item:social-card", "370212");
        stop("hall:civic-centre", "370202");

        assertThat(told(running)).containsExactly("carried-on r-goes-on");
        assertThat(told(begun)).containsExactly("draft-closed r-has-begun");
    }

    private static void stop(String scenario, String district) {
        StopNews news =
                new StopNews(
                        City.SERVICE.getBean(DatabaseClient.class),
                        City.SERVICE.getBean(EventLog.class));
        City.SERVICE
                .getBean(Transactions.class)
                .run(news.of(scenario, new DivisionCode(district)))
                .block(Duration.ofSeconds(20));
    }

    private static List<String> told(String id) {
        return City.PLACE.texts(
                """
                SELECT split_part(type, '.', 4) || ' ' || (data ->> 'residentId') FROM event
                 WHERE subject = '%s' AND type LIKE '%%.carried-on.%%'
                    OR subject = '%s' AND type LIKE '%%.draft-closed.%%'
                """
                        .formatted(id, id));
    }

    private static String draft(String name) {
        String token = City.resident(name);
        String id = City.draft(token, "item", "social-card", "").id();
        City.send(token, "PUT", "/api/v1/applications/" + id + "/form", "", City.etag(1), FORM);
        return id;
    }
}
