package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** 开办餐饮店一件事: a firm, its agent, and departments that do not all agree. */
@ExtendWith(WholeCity.class)
class RestaurantJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STREET = "370202001000";
    private static final String FIRM = ", \"firm\": \"91370202MA3TEXT0X0\", \"with\": [\"B5\"]";
    private static final String AUTHORITY =
            """
            {"agent": {"realName": "孙立", "residentNumber": "370202198501079954"},
             "firm": {"creditCode": "91370202MA3TEXT0X0", "firmName": "青岛示例餐饮有限公司", "role": "AGENT",
                      "scopes": ["bundle:restaurant"], "until": "2027-06-30"},
             "proof": {"kind": "FIRM_LETTER", "reference": "示例-001"}}
            """;

    @Test
    void opensAShopWhoseSignIsRefused(City city) throws Exception {
        Person sun = city.as("sun");
        LifeEvent.done(sun.get("/api/v1/me"));
        assertThat(LifeEvent.draft(sun, "restaurant", STREET, "").code())
                .isEqualTo("APPLICANT_NOT_ADMITTED");
        assertThat(LifeEvent.draft(sun, "restaurant", STREET, FIRM).status()).isEqualTo(403);
        LifeEvent.done(
                city.as("approval-clerk-shinan")
                        .post("/admin/v1/residents/firm-agents", AUTHORITY));

        LifeEvent shop = handedIn(city, sun);
        LifeEvent.done(shop.lead("approval-clerk-shinan", "acceptance", ""));
        shop.handleTogether("B1");
        assertThat(shop.standing()).isEqualTo(Map.of("ISSUED", "B1", "ACCEPTED", "B2 B3 B4 B5"));

        wantsTwoOfficersWhereTheLawDoes(shop);
        shop.handleTogether("B4", "B5");
        assertThat(shop.standing())
                .isEqualTo(Map.of("ISSUED", "B1 B4 B5", "UNDER_REVIEW", "B2", "ACCEPTED", "B3"));
        shop.refuse("B3", "招牌遮挡消防救援窗");
        assertThat(shop.seen().at("/state")).isEqualTo("ACCEPTED");
        LifeEvent.done(shop.step("B2", "second", "second-check", ""));
        LifeEvent.done(shop.decision("B2", LifeEvent.APPROVE));
        LifeEvent.done(shop.issue("B2"));

        assertThat(shop.standing()).isEqualTo(Map.of("ISSUED", "B1 B2 B4 B5", "REFUSED", "B3"));
        assertThat(shop.seen().at("/state")).isEqualTo("PARTIALLY_DONE");
        assertThat(List.of("B1", "B2", "B4", "B5")).allMatch(shop::isResultValid);
        tellsWhyAndWhatCanBeDone(shop);
        await().atMost(SOON).until(() -> shop.titles().contains("Partly done"));
    }

    private static LifeEvent handedIn(City city, Person sun) {
        Reply draft = LifeEvent.draft(sun, "restaurant", STREET, FIRM);
        LifeEvent.done(draft);
        LifeEvent shop =
                new LifeEvent(city, "sun", "shinan", draft.at("/id")).filledIn("restaurant");
        LifeEvent.done(shop.submit(""));
        return shop;
    }

    /** 行政许可法 §34(3): a substantive check is never one person's. */
    private static void wantsTwoOfficersWhereTheLawDoes(LifeEvent shop) {
        LifeEvent.done(shop.step("B2", "reviewer", "review", ""));
        assertThat(shop.decision("B2", LifeEvent.APPROVE).code())
                .isEqualTo("SECOND_OFFICER_MISSING");
        assertThat(shop.step("B2", "reviewer", "second-check", "").code())
                .isEqualTo("SAME_OFFICER");
    }

    private static void tellsWhyAndWhatCanBeDone(LifeEvent shop) {
        String refusal =
                shop.resident()
                        .get(Case.APPLICATIONS + "/" + shop.memberId("B3") + "/vouchers/DECISION")
                        .text();
        assertThat(refusal).contains("招牌遮挡消防救援窗", "行政复议", "青岛示例餐饮有限公司");
        String summary = shop.resident().get(shop.path("vouchers/SUMMARY")).text();
        assertThat(summary).contains("食品经营许可证", "不予准许：招牌遮挡消防救援窗");
    }
}
