package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody without a telephone, before a window of another district (跨区域通办). */
@Tag("any-issuer")
@ExtendWith(WholeCity.class)
class WindowJourneyTest {

    private static final String HANDED_IN =
            """
            {"item": "social-card", "division": "370202001000", "realName": "林晓雨",
             "residentNumber": "370202199304129961", "papers": ["photo"],
             "form": {"applicantName": "林晓雨", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
               "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
               "occupation": "EMPLOYED", "delivery": "PICK_UP"}}
            """;

    @Test
    void isTakenInAnywhereAndHandledWhereItBelongs(City city) {
        Person lin = city.as("lin");
        LifeEvent.done(lin.get("/api/v1/me"));
        assertThat(lin.post(Case.OFFICE, HANDED_IN).status()).isIn(401, 403);

        Reply taken = city.as("hr-clerk-laoshan").post(Case.OFFICE, HANDED_IN);
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.at("/receiptNumber")).startsWith("370212");
        Case card = new Case(city, taken.at("/id"));
        Reply seen = card.seenByLin();
        assertThat(seen.at("/channel")).isEqualTo("WINDOW");
        assertThat(seen.at("/intakeDistrict")).isEqualTo("370212");
        assertThat(seen.at("/state")).isEqualTo("SUBMITTED");
        assertThat(
                        lin.get(Case.APPLICATIONS + "/" + card.id() + "/materials")
                                .item("/code", "photo"))
                .get()
                .extracting(paper -> paper.path("trust").asString())
                .isEqualTo("B");
        assertThat(card.step("hr-clerk-laoshan", "acceptance", "{}").status()).isEqualTo(404);

        card.goesThroughTheOffice();
        LifeEvent.done(card.step("hr-clerk-shinan", "delivery", "{\"way\": \"PICK_UP\"}"));
        assertThat(card.seenByLin().at("/state")).isEqualTo("DELIVERED");
        Reply voucher = lin.get(Case.APPLICATIONS + "/" + card.id() + "/vouchers/ACCEPTANCE");
        assertThat(voucher.text()).contains("受理通知书", "林晓雨");
    }
}
