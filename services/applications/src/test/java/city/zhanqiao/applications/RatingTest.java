package city.zhanqiao.applications;

import static city.zhanqiao.applications.BundleJourneyTest.FIRM;
import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.OutcomeTest.OFFICE;
import static city.zhanqiao.applications.OutcomeTest.clerk;
import static city.zhanqiao.applications.OutcomeTest.head;
import static city.zhanqiao.applications.OutcomeTest.issued;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** 好差评: who rates when, and what a bad rating sets going. */
class RatingTest {

    private static final String RATINGS = "/admin/v1/applications/ratings";
    private static final String SORRY = "{\"outcome\":\"已道歉\"}";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void isGivenOnceAndFollowedUpBySomebodyElseIfBad() {
        String id = issued("o-rate");
        String lin = resident("o-rate");
        String bad = "{\"level\":1,\"scores\":{\"SPEED\":1},\"comment\":\"等了太久\"}";
        assertThat(rate(lin, id, bad).code()).isEqualTo("RATING_NOT_OPEN");
        deliver(id);
        assertThat(rate(lin, id, "{\"level\":6}").status()).isEqualTo(422);
        assertThat(rate(lin, id, "{\"level\":0}").status()).isEqualTo(422);
        assertThat(rate(lin, id, "{\"level\":5,\"scores\":{\"SPEED\":6}}").status()).isEqualTo(422);
        assertThat(rate(resident("o-other"), id, bad).status()).isEqualTo(404);
        Reply given = rate(lin, id, bad);
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.body().path("late").asBoolean()).isFalse();
        assertThat(rate(lin, id, bad).code()).isEqualTo("RATING_GIVEN");

        String rated = City.staff("s-clerk", OFFICE, Role.CLERK, Role.HEAD);
        assertThat(get(rated, RATINGS).body().toString()).doesNotContain(id);
        Reply open = get(head(), RATINGS);
        assertThat(open.body().toString()).contains(id, "等了太久").doesNotContain("o-rate");
        assertThat(contact(rated, id, false).code()).isEqualTo("RATING_NOT_FOUND");
        assertThat(fix(id).code()).isEqualTo("RATING_NOT_CONTACTED");
        assertThat(contact(head(), id, true).status()).isEqualTo(200);
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(12)));
        assertThat(fix(id).status()).isEqualTo(200);
        assertThat(inTime(id)).isEqualTo("true true");
        assertThat(get(head(), RATINGS).body().toString()).doesNotContain(id);
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM event WHERE type ="
                                        + " 'city.zhanqiao.visit.recorded.v1' AND subject = '"
                                        + id
                                        + "'"))
                .isOne();
    }

    /** C9: one working day to call, five to put right, fifteen where it is complex. */
    @Test
    void setsTheClocksOfABadRatingAndTellsWhenTheyWereMissed() {
        LocalDate today = CityTime.today(City.CLOCK);
        String id = delivered("o-clocks");
        Reply bad = rate(resident("o-clocks"), id, "{\"level\":2}");
        assertThat(bad.text("/followUp/contactDue")).isEqualTo(workingDay(today, 1));
        assertThat(bad.text("/followUp/fixDue")).isEqualTo(workingDay(today, 5));
        String complex = delivered("o-complex");
        rate(resident("o-complex"), complex, "{\"level\":1}");

        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(20)));
        assertThat(contact(head(), complex, true).text("/followUp/fixDue"))
                .isEqualTo(workingDay(today, 15));
        assertThat(contact(head(), id, false).text("/followUp/fixDue"))
                .isEqualTo(workingDay(today, 5));
        assertThat(contact(head(), id, true).code()).isEqualTo("RATING_FOLLOWED_UP");
        assertThat(fix(id).status()).isEqualTo(200);
        assertThat(fix(id).code()).isEqualTo("RATING_FOLLOWED_UP");
        assertThat(inTime(id)).isEqualTo("false false");
    }

    @Test
    void asksForNoFollowUpWhereThePeopleAreContent() {
        String id = delivered("o-content");
        Reply good = rate(resident("o-content"), id, "{\"level\":3}");
        assertThat(good.body().hasNonNull("followUp")).isFalse();
        assertThat(get(head(), RATINGS).body().toString()).doesNotContain(id);
        assertThat(contact(head(), id, false).code()).isEqualTo("RATING_NOT_BAD");
    }

    @Test
    void mayComeLateButNotTooLate() {
        String late = delivered("o-late");
        String never = delivered("o-never");
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(3)));
        Reply given = rate(resident("o-late"), late, "{\"level\":4}");
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.body().path("late").asBoolean()).isTrue();
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(17)));
        assertThat(rate(resident("o-never"), never, "{\"level\":5}").code())
                .isEqualTo("RATING_TOO_LATE");
    }

    /** Who handled a part of the whole was rated as well. */
    @Test
    void ofABundleIsHiddenFromWhoHandledItsMembers() {
        String id = BundleJourneyTest.submitted("o-shop", "restaurant", FIRM, form -> form);
        act(City.staff("o-lead", "approval", Role.CLERK), id, "acceptance", "");
        BundleJourneyTest.handle("o-shop", id, "B1");
        List.of("B2", "B3", "B4").forEach(place -> BundleJourneyTest.refuse("o-shop", id, place));
        assertThat(City.state(id)).isEqualTo("PARTIALLY_DONE");

        assertThat(rate(resident("o-shop"), id, "{\"level\":1}").status()).isEqualTo(201);

        String decided = City.staff("s-dec", "approval", Role.HEAD);
        assertThat(get(decided, RATINGS).body().toString()).doesNotContain(id);
        assertThat(get(City.staff("o-head", "approval", Role.HEAD), RATINGS).body().toString())
                .contains(id);
    }

    @Test
    void isAskedOfNobodyWhoMourns() {
        String id = draft(resident("o-mourns"), "item", "death-certificate", "").id();
        assertThat(rate(resident("o-mourns"), id, "{\"level\":5}").code())
                .isEqualTo("RATING_NOT_ASKED");
    }

    private static String delivered(String who) {
        String id = issued(who);
        deliver(id);
        return id;
    }

    private static void deliver(String id) {
        assertThat(act(clerk(), id, "delivery", "{\"way\":\"PICK_UP\"}").status()).isEqualTo(200);
    }

    private static Reply rate(String resident, String id, String body) {
        return post(resident, "/api/v1/applications/" + id + "/rating", body);
    }

    private static Reply contact(String staff, String id, boolean complex) {
        return post(staff, RATINGS + "/" + id + "/contact", "{\"complex\":" + complex + "}");
    }

    private static Reply fix(String id) {
        return post(head(), RATINGS + "/" + id + "/fix", SORRY);
    }

    private static String workingDay(LocalDate from, int days) {
        return WorkingCalendar.published().addWorkingDays(from, days).date().toString();
    }

    private static String inTime(String id) {
        return City.PLACE
                .texts(
                        """
                        SELECT (data->>'contactedInTime') || ' ' || (data->>'fixedInTime') FROM event
                         WHERE type = 'city.zhanqiao.application.bad-rating-resolved.v1'
                           AND subject = '%s'
                        """
                                .formatted(id))
                .getFirst();
    }
}
