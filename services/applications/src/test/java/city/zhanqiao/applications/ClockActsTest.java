package city.zhanqiao.applications;

import static city.zhanqiao.applications.CaseRulesTest.MISSING;
import static city.zhanqiao.applications.CaseRulesTest.accepted;
import static city.zhanqiao.applications.CaseRulesTest.clerk;
import static city.zhanqiao.applications.CaseRulesTest.later;
import static city.zhanqiao.applications.CaseRulesTest.reviewer;
import static city.zhanqiao.applications.CaseRulesTest.submitted;
import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.runTimers;
import static city.zhanqiao.applications.City.state;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.casework.Timers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the law lets time act: once, by two at the same moment, and after days of standstill. */
class ClockActsTest {

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void acceptsBySilenceAsOfTheDayReceivedAlsoAfterDowntime() {
        String id = submitted("r-silence");
        var received =
                City.PLACE.texts("SELECT submitted_at FROM application WHERE id = '" + id + "'");
        later(30);

        assertThat(act(clerk(), id, "correction-request", MISSING).code())
                .isEqualTo("INTAKE_TIME_OVER");
        assertThat(
                        act(
                                        clerk(),
                                        id,
                                        "rejection",
                                        "{\"code\":\"NOT_NEEDED\",\"reason\":\"无需办理\"}")
                                .code())
                .isEqualTo("INTAKE_TIME_OVER");
        runTimers();
        runTimers();

        assertThat(state(id)).isEqualTo("ACCEPTED");
        assertThat(City.PLACE.texts("SELECT accepted_at FROM application WHERE id = '" + id + "'"))
                .isEqualTo(received);
        assertThat(
                        City.PLACE.texts(
                                "SELECT act FROM application_step WHERE application = '"
                                        + id
                                        + "' ORDER BY version"))
                .endsWith("DEEM_ACCEPTED")
                .hasSize(4);
    }

    @Test
    void letsNoCaseStopTheClockOfTheOthers() {
        String broken = submitted("r-broken");
        String sound = submitted("r-sound");
        City.PLACE.execute(
                "UPDATE application SET form = '\\x00'::bytea WHERE id = '" + broken + "'");
        later(30);

        runTimers();

        assertThat(state(broken)).isEqualTo("SUBMITTED");
        assertThat(state(sound)).isEqualTo("ACCEPTED");
        City.PLACE.execute("UPDATE application SET timer_on = NULL WHERE id = '" + broken + "'");
    }

    @Test
    void lapsesWhenTheCorrectionDoesNotCome() {
        String id = submitted("r-lapse");
        act(clerk(), id, "correction-request", MISSING);
        later(60);
        assertThat(own(resident("r-lapse"), id, "correction", "").code())
                .isEqualTo("CORRECTION_TIME_OVER");
        runTimers();
        assertThat(state(id)).isEqualTo("LAPSED");
    }

    @Test
    void goesOnAsOfThePlannedDayAfterDowntime() {
        String id = accepted("r-resume");
        act(reviewer(), id, "review", "");
        act(
                reviewer(),
                id,
                "suspension",
                "{\"reason\":\"TESTING\",\"plannedDays\":3,\"told\":\"已告知\"}");
        String planned =
                get(resident("r-resume"), "/api/v1/applications/" + id).text("/suspension/until");
        later(30);

        runTimers();

        assertThat(state(id)).isEqualTo("UNDER_REVIEW");
        assertThat(
                        City.PLACE.texts(
                                """
                                SELECT clock->'parts'->1->>'from'
                                  FROM application, jsonb_array_elements(clocks) AS clock
                                 WHERE id = '%s' AND clock->>'name' IN ('PROMISE', 'STATUTORY')
                                """
                                        .formatted(id)))
                .containsExactly(planned, planned);
    }

    @Test
    void countsADueDateAnewThatLayInAYearNotYetOfficial() {
        String id = submitted("r-recount");
        String counted = due(id);
        City.PLACE.execute(
                """
                UPDATE application SET due_on = due_on + 3, timer_on = timer_on + 3,
                       due_status = 'PROVISIONAL'
                 WHERE id = '%s'
                """
                        .formatted(id));
        var token = get(resident("r-recount"), "/api/v1/applications/changes").text("/token");

        Timers.recount(City.SERVICE);

        assertThat(due(id)).isEqualTo(counted);
        assertThat(
                        get(resident("r-recount"), "/api/v1/applications/changes?since=" + token)
                                .text("/items/0/id"))
                .isEqualTo(id);
    }

    private static String due(String id) {
        return City.PLACE
                .texts(
                        "SELECT due_on || ' ' || timer_on || ' ' || due_status FROM application"
                                + " WHERE id = '"
                                + id
                                + "'")
                .getFirst();
    }
}
