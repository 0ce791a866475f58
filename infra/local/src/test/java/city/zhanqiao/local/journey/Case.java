package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import java.util.function.IntConsumer;

/**
 * A social security card that Lin of Shinan applies for, taken from office to office.
 *
 * @param id of the application
 */
record Case(City city, String id) {

    static final String APPLICATIONS = "/api/v1/applications";
    static final String OFFICE = "/admin/v1/applications";
    static final String STREET = "370202001000";
    static final String FORM =
            """
            {"form": {"applicantName": "林晓雨", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    static Case drafted(City city) {
        Reply draft = draft(city.as("lin"), "social-card", STREET);
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        return new Case(city, draft.at("/id"));
    }

    static Reply draft(Person person, String item, String division) {
        return person.post(
                APPLICATIONS, "{\"item\": \"%s\", \"division\": \"%s\"}".formatted(item, division));
    }

    static Case submitted(City city) {
        Case drafted = drafted(city);
        assertThat(drafted.fillIn(FORM).status()).isEqualTo(200);
        Reply submission = drafted.submit(City.key());
        assertThat(submission.status()).as(submission.text()).isEqualTo(200);
        return drafted;
    }

    String path() {
        return APPLICATIONS + "/" + id;
    }

    Reply fillIn(String form) {
        return lin().act("PUT", path() + "/form", City.key(), "*", form);
    }

    Reply submit(String key) {
        return lin().act("POST", path() + "/submission", key, "*", "");
    }

    /** One step of the office, by the person who may take it. */
    Reply step(String who, String act, String body) {
        return city.as(who).act("POST", OFFICE + "/" + id + "/" + act, City.key(), "*", body);
    }

    void goesThroughTheOffice() {
        goesThroughTheOffice(step -> {});
    }

    /**
     * The same with something to do in between.
     *
     * @param between is told how many steps the office has taken
     */
    void goesThroughTheOffice(IntConsumer between) {
        done(step("hr-clerk-shinan", "acceptance", "{}"));
        between.accept(1);
        done(step("hr-reviewer-shinan", "review", "{}"));
        between.accept(2);
        done(step("hr-decider-shinan", "decision", "{\"decision\":\"APPROVE\"}"));
        between.accept(3);
        done(step("hr-clerk-shinan", "issuance", "{}"));
        between.accept(4);
    }

    Reply seenByLin() {
        return lin().get(path());
    }

    private Person lin() {
        return city.as("lin");
    }

    private static void done(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
