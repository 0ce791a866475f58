package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.identity.DemoPerson.DemoResident;
import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ma Li, who applies for her infant and books for her father. Nobody of them exists. */
record Family(City city) {

    static final String INFANT = "马小满";

    /** Begins as a PDF does; nobody looks further. */
    static final byte[] PDF = "%PDF-1.7\nmade up\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    static final String HALL = "civic-centre";
    static final String BOOKINGS = "/api/v1/bookings";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    Person mother() {
        return city.as("ma");
    }

    Person father() {
        return city.as("ma-father");
    }

    /** Of a girl born three weeks ago. */
    static String infantNumber() {
        LocalDate birth = LocalDate.now(CityTime.ZONE).minusWeeks(3);
        String body = "370202" + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + "998";
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += (body.charAt(at) - '0') * WEIGHTS[at];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    /** Recorded at a window, where the birth certificate was seen; gives the child's id. */
    String guardianshipOfTheInfant() {
        Person ma = mother();
        done(ma.get("/api/v1/me"));
        Reply recorded =
                city.as("police-clerk-shinan")
                        .post(
                                "/admin/v1/residents/guardianships",
                                """
                                {"guardian": %s, "child": {"realName": "%s", "residentNumber": "%s"},
                                 "proof": {"kind": "BIRTH_CERTIFICATE", "reference": "Q370000001"}}
                                """
                                        .formatted(document("ma"), INFANT, infantNumber()));
        assertThat(recorded.status()).as(recorded.text()).isIn(201, 409);
        return ma.get("/api/v1/me/proxies").at("/children/0/child/id");
    }

    /** What the father allows, until he takes it back; gives the id of the authority. */
    String proxyFor(Person daughter, String... items) {
        done(daughter.get("/api/v1/me"));
        Reply given =
                father().post(
                                "/api/v1/me/proxies",
                                """
                                {"agent": %s, "items": ["%s"], "until": "%s"}
                                """
                                        .formatted(
                                                document("ma"),
                                                String.join("\", \"", items),
                                                LocalDate.now(CityTime.ZONE).plusDays(30)));
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        return given.at("/id");
    }

    static String draft(String item, String principal) {
        return "{\"item\": \"%s\", \"division\": \"%s\", \"actingFor\": \"%s\"}"
                .formatted(item, Case.STREET, principal);
    }

    Case handedIn(Person person, String draft) {
        Reply begun = person.post(Case.APPLICATIONS, draft);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        String path = Case.APPLICATIONS + "/" + begun.at("/id");
        done(person.put(path + "/form", Case.FORM.replace("林晓雨", INFANT)));
        // The guardian is asked separately (个人信息保护法 §31).
        done(person.post(path + "/guardian-consent", "{\"agreed\": true}"));
        done(person.act("POST", path + "/submission", City.key(), "*", ""));
        return new Case(city, begun.at("/id"));
    }

    List<String> freeTimes(String service) {
        return city.guest()
                .get("/open/v1/halls/" + HALL + "/availability?service=" + service)
                .body()
                .path("days")
                .valueStream()
                .skip(2)
                .flatMap(day -> day.path("places").valueStream())
                .filter(place -> place.path("free").asInt() > 0)
                .map(place -> place.path("startsAt").asString())
                .toList();
    }

    static String hold(String service, String startsAt) {
        return "{\"hall\": \"%s\", \"service\": \"%s\", \"startsAt\": \"%s\", \"actingFor\": \"r-ma-father\"}"
                .formatted(HALL, service, startsAt);
    }

    String held(Person daughter, String service, String startsAt) {
        Reply held = daughter.post(BOOKINGS, hold(service, startsAt));
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        return held.at("/id");
    }

    String booked(Person daughter, String service, String startsAt) {
        String id = held(daughter, service, startsAt);
        done(daughter.post(BOOKINGS + "/" + id + "/confirmation", ""));
        return id;
    }

    /** As the father sees it; by nobody else's hand may it become something else. */
    Map<String, String> stateOf(Person father, String booking, String held, String draft) {
        Map<String, String> states = new LinkedHashMap<>();
        for (String path :
                List.of(
                        BOOKINGS + "/" + booking,
                        BOOKINGS + "/" + held,
                        Case.APPLICATIONS + "/" + draft)) {
            Reply seen = father.get(path);
            states.put(path, seen.at("/state") + " " + seen.body().path("version"));
        }
        return states;
    }

    /** Everything that a helper could do or see in the services that know of helpers. */
    Map<String, Reply> everyActOn(
            Person who, String booking, String held, String draft, String time) {
        String booked = BOOKINGS + "/" + booking;
        String file = Case.APPLICATIONS + "/" + draft;
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("see booking", who.get(booked));
        replies.put("calendar entry", who.get(booked + ".ics"));
        replies.put("confirm", who.post(BOOKINGS + "/" + held + "/confirmation", ""));
        replies.put(
                "move",
                any(who, "POST", booked + "/move", "{\"startsAt\": \"%s\"}".formatted(time)));
        replies.put("cancel", any(who, "DELETE", booked, ""));
        replies.put("see case", who.get(file));
        replies.put("fill in", who.put(file + "/form", Case.FORM));
        replies.put("submit", any(who, "POST", file + "/submission", ""));
        replies.put("withdraw", any(who, "POST", file + "/withdrawal", ""));
        replies.put("see materials", who.get(file + "/materials"));
        replies.put("upload", who.upload(file + "/materials/photo", PDF, "photo.pdf"));
        replies.put("remove", any(who, "DELETE", file + "/materials/photo", ""));
        replies.put("see vouchers", who.get(file + "/vouchers"));
        replies.put("rate", who.post(file + "/rating", "{\"level\": 5}"));
        replies.put("see parties", who.get(file + "/parties"));
        return replies;
    }

    static Reply any(Person who, String method, String path, String body) {
        return who.act(method, path, City.key(), "*", body);
    }

    /** One look by staff in each service that shows them anything of a resident. */
    void isLookedAtEverywhere() {
        Person ma = mother();
        Person clerk = city.as("hr-clerk-shinan");
        done(
                city.as("police-clerk-shinan")
                        .post(
                                "/admin/v1/residents/search",
                                "{\"residentNumber\": \"%s\", \"purpose\": \"补办证件\"}"
                                        .formatted(number("ma"))));
        String own =
                ma.get(Case.APPLICATIONS)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(line -> !line.has("actingFor"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        done(clerk.get(Case.OFFICE + "/" + own));
        String day = ma.get(BOOKINGS).at("/items/0/startsAt").substring(0, 10);
        done(clerk.get("/admin/v1/halls/" + HALL + "/day?date=" + day));
        done(city.as("supervisor").get("/admin/v1/deliveries?resident=r-ma"));
    }

    private static String document(String name) {
        return "{\"realName\": \"%s\", \"residentNumber\": \"%s\"}"
                .formatted(resident(name).name().orElseThrow(), number(name));
    }

    private static String number(String name) {
        return resident(name).number().orElseThrow();
    }

    private static DemoResident resident(String name) {
        return DemoPeople.ofQingdao().residents().stream()
                .filter(one -> one.username().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static void done(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
    }
}
