package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A bundle's case (一件事): one resident, many offices.
 *
 * @param owner who applies, by the name of the demonstration
 * @param district where the offices sit, as their people are called: {@code shinan} and so on
 */
record LifeEvent(City city, String owner, String district, String id) {

    static final String APPROVE = "{\"decision\":\"APPROVE\"}";

    /** How the people of an office are called. */
    private static final Map<String, String> OFFICES =
            Map.ofEntries(
                    Map.entry("health", "health"),
                    Map.entry("disease-control", "cdc"),
                    Map.entry("public-security", "police"),
                    Map.entry("medical-insurance", "insurance"),
                    Map.entry("tax", "tax"),
                    Map.entry("human-resources", "hr"),
                    Map.entry("approval", "approval"),
                    Map.entry("urban-management", "urban"),
                    Map.entry("fire-rescue", "fire"),
                    Map.entry("water", "water"),
                    Map.entry("civil-affairs", "civil"),
                    Map.entry("traffic-police", "traffic"),
                    Map.entry("housing-fund", "fund"));

    private static final byte[] PICTURE =
            Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 200);

    static Reply draft(Person person, String bundle, String street, String more) {
        return person.post(
                Case.APPLICATIONS,
                "{\"bundle\": \"%s\", \"division\": \"%s\"%s}".formatted(bundle, street, more));
    }

    /** What is asked for once, answered and with its papers, but not yet handed in. */
    LifeEvent filledIn(String bundle, String... promised) {
        Reply filled = resident().put(path("form"), "{\"form\": " + form(bundle) + "}");
        assertThat(filled.status()).as(filled.text()).isEqualTo(200);
        for (JsonNode paper : resident().get(path("materials")).body().path("items")) {
            String code = paper.path("code").asString();
            boolean missing = paper.path("state").asString().equals("MISSING");
            if (paper.path("asked").asBoolean() && missing && !List.of(promised).contains(code)) {
                supplied(code);
            }
        }
        return this;
    }

    LifeEvent supplied(String paper) {
        Reply kept = resident().upload(path("materials/" + paper), PICTURE, paper + ".png");
        assertThat(kept.status()).as(paper + ": " + kept.text()).isEqualTo(200);
        return this;
    }

    Reply submit(String body) {
        return own("submission", body);
    }

    Reply own(String act, String body) {
        return resident().act("POST", path(act), City.key(), "*", body);
    }

    Reply seen() {
        return resident().get(Case.APPLICATIONS + "/" + id);
    }

    /** Which members stand where, as the resident sees it: state, and the places in order. */
    Map<String, String> standing() {
        return seen().body()
                .path("members")
                .valueStream()
                .collect(
                        groupingBy(
                                one -> one.path("state").asString(),
                                mapping(one -> one.path("place").asString(), joining(" "))));
    }

    List<String> places() {
        return seen().body()
                .path("members")
                .valueStream()
                .map(one -> one.path("place").asString())
                .toList();
    }

    /** An act of the office that leads. */
    Reply lead(String who, String act, String body) {
        return act(who, id, act, body);
    }

    /** Members taken from acceptance to their results, all at the same time. */
    void handleTogether(String... places) throws Exception {
        City.together(
                        Stream.of(places)
                                .<Callable<Reply>>map(place ->
                                        () -> {
                                            decide(place, APPROVE);
                                            return issue(place);
                                        })
                                .toList())
                .forEach(LifeEvent::done);
    }

    void refuse(String place, String reason) {
        decide(place, "{\"decision\":\"REFUSE\",\"reason\":\"%s\"}".formatted(reason));
    }

    private void decide(String place, String decision) {
        review(place);
        done(decision(place, decision));
    }

    void review(String place) {
        done(step(place, "reviewer", "review", ""));
        if (people(place).equals("approval") || people(place).equals("fire")) {
            done(step(place, "second", "second-check", ""));
        }
    }

    Reply decision(String place, String decision) {
        return step(place, "decider", "decision", decision);
    }

    Reply issue(String place) {
        return step(place, "clerk", "issuance", "");
    }

    Reply step(String place, String role, String act, String body) {
        return act(people(place) + "-" + role + "-" + district, memberId(place), act, body);
    }

    private Reply act(String who, String about, String act, String body) {
        return city.as(who)
                .act("POST", Case.OFFICE + "/" + about + "/" + act, City.key(), "*", body);
    }

    String memberId(String place) {
        return member(place).path("id").asString();
    }

    private String people(String place) {
        return Objects.requireNonNull(OFFICES.get(member(place).path("department").asString()));
    }

    private JsonNode member(String place) {
        return seen().body()
                .path("members")
                .valueStream()
                .filter(one -> one.path("place").asString().equals(place))
                .findFirst()
                .orElseThrow();
    }

    /** Whether anybody who has the code of a member's result finds that it holds. */
    boolean isResultValid(String place) {
        Reply result = resident().get(Case.APPLICATIONS + "/" + memberId(place) + "/result");
        assertThat(result.status()).as(result.text()).isEqualTo(200);
        Reply checked = city.guest().get("/open/v1/vouchers/" + result.at("/code"));
        return checked.body().path("valid").asBoolean()
                && checked.at("/licenceIdentifier").equals(result.at("/licenceIdentifier"));
    }

    /** The messages about the case and its members, newest first. */
    List<JsonNode> inbox() {
        List<String> ids =
                Stream.concat(Stream.of(id), places().stream().map(this::memberId)).toList();
        return resident()
                .get("/api/v1/inbox?limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> ids.stream().anyMatch(item.toString()::contains))
                .toList();
    }

    List<String> titles() {
        return inbox().stream().map(item -> item.path("title").asString()).toList();
    }

    Person resident() {
        return city.as(owner);
    }

    String path(String below) {
        return Case.APPLICATIONS + "/" + id + "/" + below;
    }

    static void done(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    }

    private static String form(String bundle) {
        try (InputStream form = LifeEvent.class.getResourceAsStream(bundle + ".json")) {
            return new String(Objects.requireNonNull(form).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
