package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.Map;

/** 公民身后一件事: heirs who agree, each in the own app, and nobody who asks for stars. */
@ExtendWith(WholeCity.class)
class BereavementJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHEN =
            "{\"realName\": \"陈桂英\", \"residentNumber\": \"370212194806199986\"}";

    @Test
    void settlesWhatIsLeftAndAsksForNoRating(City city) throws Exception {
        Person chen = city.as("chen");
        LifeEvent.done(chen.get("/api/v1/me"));
        Reply draft = LifeEvent.draft(city.as("xu"), "bereavement", "370212001000", "");
        LifeEvent.done(draft);
        LifeEvent death =
                new LifeEvent(city, "xu", "laoshan", draft.at("/id")).filledIn("bereavement");
        isHandedInOnlyWhenTheOtherHeirAgrees(death, chen);

        LifeEvent.done(death.lead("civil-clerk-laoshan", "acceptance", ""));
        assertThat(death.standing())
                .isEqualTo(Map.of("ACCEPTED", "C1", "WAITING", "C2 C3 C4 C5 C6 C7 C8"));
        death.handleTogether("C1");
        assertThat(death.standing())
                .isEqualTo(
                        Map.of("ISSUED", "C1", "ACCEPTED", "C2 C3 C4 C5 C7 C8", "WAITING", "C6"));
        death.refuse("C2", "火化手续不在本市办理");
        assertThat(death.standing())
                .isEqualTo(
                        Map.of(
                                "ISSUED", "C1",
                                "REFUSED", "C2",
                                "BLOCKED", "C6",
                                "ACCEPTED", "C3 C4 C5 C7 C8"));
        death.handleTogether("C3", "C4", "C5", "C7", "C8");

        assertThat(death.seen().at("/state")).isEqualTo("PARTIALLY_DONE");
        await().atMost(SOON).until(() -> death.titles().contains("Partly done"));
        assertThat(death.titles()).contains("A part cannot go on");
        asksNobodyHowSatisfiedTheyAre(death);
    }

    private static void isHandedInOnlyWhenTheOtherHeirAgrees(LifeEvent death, Person chen) {
        assertThat(death.submit("").code()).isEqualTo("CONSENTS_MISSING");
        LifeEvent.done(death.resident().post(death.path("parties"), CHEN));
        assertThat(death.submit("").code()).isEqualTo("CONSENTS_MISSING");
        await().atMost(SOON)
                .until(() ->
                        chen.get("/api/v1/inbox?limit=100").text().contains("needs your consent"));
        assertThat(chen.get("/api/v1/applications/consents").item("/application", death.id()))
                .isPresent();
        assertThat(chen.get(Case.APPLICATIONS + "/" + death.id()).status()).isEqualTo(404);
        LifeEvent.done(chen.post(death.path("consent"), "{\"agreed\": true}"));
        LifeEvent.done(death.submit(""));
    }

    private static void asksNobodyHowSatisfiedTheyAre(LifeEvent death) {
        assertThat(death.own("rating", "{\"level\": 5}").code()).isEqualTo("RATING_NOT_ASKED");
        assertThat(death.inbox().toString()).isNotBlank().doesNotContain("rate", "评价", "Congrat");
        assertThat(death.resident().get(death.path("vouchers/SUMMARY")).status()).isEqualTo(200);
    }
}
