package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Everything that the mother has to do with the city besides her child and her father. */
record FullLife(Family family, Person ma) {

    /** Something of every kind that the services can hold of a resident at any hour of the day. */
    void isLived() {
        Family.done(
                ma.put(
                        "/api/v1/me/places",
                        """
                        {"places": [{"kind": "HOME", "division": "370202001000"},
                                    {"kind": "PARENTS", "division": "370202004000"}],
                         "topics": ["traffic"], "groups": ["parents"]}
                        """));
        agreesToEverything();
        Family.done(
                ma.post(
                        "/api/v1/me/firms",
                        """
                        {"creditCode": "91370202MA3TEXT0X0", "firmName": "青岛示例", "role": "AGENT",
                         "scopes": ["bundle:restaurant"], "until": "%s"}
                        """
                                .formatted(LocalDate.now(CityTime.ZONE).plusDays(30))));
        Family.done(
                ma.put(
                        "/api/v1/devices/phone-of-ma",
                        """
                        {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "phone-of-ma"}
                        """));
        Family.done(
                ma.put(
                        "/api/v1/notification-preferences",
                        "{\"choices\": [], \"noticeDigest\": true}"));
        hasACaseInWork();
        hasABookingAndWaits();
        hasReadANotice();
        String message = ma.get("/api/v1/inbox").at("/items/0/id");
        Family.done(
                ma.act("PATCH", "/api/v1/inbox/" + message, City.key(), "*", "{\"read\": true}"));
        Family.done(
                ma.post(
                        "/api/v1/me/data-requests",
                        """
                        {"kind": "CORRECTION", "correction": {"field": "PHONE", "value": "19900000011"}}
                        """));
    }

    /** Among them the two consents that other services ask for. */
    private void agreesToEverything() {
        List<JsonNode> texts =
                ma.get("/api/v1/me/consents").body().path("texts").valueStream().toList();
        assertThat(texts)
                .extracting(text -> text.path("purpose").asString())
                .contains("push-outside-mainland", "reuse-of-uploads");
        for (JsonNode text : texts) {
            Family.done(
                    ma.post(
                            "/api/v1/me/consents",
                            "{\"text\": %s, \"version\": %s, \"textHash\": %s, \"language\": %s}"
                                    .formatted(
                                            text.path("code"),
                                            text.path("version"),
                                            text.path("textHash"),
                                            text.path("language"))));
        }
    }

    private void hasACaseInWork() {
        String path =
                Case.APPLICATIONS + "/" + Case.draft(ma, "social-card", Case.STREET).at("/id");
        Family.done(ma.put(path + "/form", Case.FORM.replace("林晓雨", "马丽")));
        Family.done(ma.upload(path + "/materials/photo", Family.PDF, "photo.pdf"));
        Family.done(Family.any(ma, "POST", path + "/submission", ""));
        String office = path.replace("/api/", "/admin/");
        Person clerk = family.city().as("hr-clerk-shinan");
        Family.done(Family.any(clerk, "POST", office + "/acceptance", "{}"));
        Family.done(clerk.post(office + "/notes", "{\"text\": \"已电话核对\"}"));
        Family.done(
                clerk.post(
                        office + "/help-requests",
                        "{\"department\": \"public-security\", \"question\": \"户籍是否在本市\"}"));
    }

    private void hasABookingAndWaits() {
        List<String> times = family.freeTimes("residence-permit");
        String own =
                Family.hold("residence-permit", times.get(5))
                        .replace(", \"actingFor\": \"r-ma-father\"", "");
        Reply held = ma.post(Family.BOOKINGS, own);
        Family.done(held);
        Family.done(ma.post(Family.BOOKINGS + "/" + held.at("/id") + "/confirmation", ""));
        String day = times.getLast().substring(0, 10);
        Family.done(
                ma.post(
                        "/api/v1/waitlist",
                        "{\"hall\": \"%s\", \"service\": \"pension\", \"from\": \"%s\", \"until\": \"%s\"}"
                                .formatted(Family.HALL, day, day)));
        Family.done(ma.put(Family.BOOKINGS + "/calendar-link", ""));
    }

    private void hasReadANotice() {
        Instant now = Instant.now();
        Person writer = family.city().as("publisher-shinan");
        Reply draft =
                writer.post(
                        "/admin/v1/notices",
                        """
                        {"kind": "OUTAGE", "severity": "MODERATE", "urgency": "EXPECTED", "certainty": "LIKELY",
                         "texts": {"zh-Hans": {"title": "停水", "summary": "摘要", "body": "<p>正文</p>"}},
                         "target": {"divisions": ["370202001000"]}, "validFrom": "%s", "validUntil": "%s"}
                        """
                                .formatted(
                                        now.truncatedTo(ChronoUnit.SECONDS),
                                        now.plus(3, ChronoUnit.DAYS)
                                                .truncatedTo(ChronoUnit.SECONDS)));
        Family.done(draft);
        String path = "/admin/v1/notices/" + draft.at("/id");
        Family.done(Family.any(writer, "POST", path + "/review", ""));
        Family.done(Family.any(family.city().as("publisher"), "POST", path + "/publication", "{}"));
        Family.done(ma.put("/api/v1/notices/" + draft.at("/id") + "/reading", ""));
    }
}
