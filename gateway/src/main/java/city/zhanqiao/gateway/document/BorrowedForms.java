package city.zhanqiao.gateway.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * Gives the gateway's own answers the forms of the services' answers that stand in them, so that a
 * client made from the document knows a case at home as it knows one in the list of cases. While a
 * service's document is missing, its form stays open.
 */
final class BorrowedForms {

    private static final String ITEM = "[]";

    private static final List<Loan> LOANS =
            List.of(
                    new Loan("/api/v1/home cases items []", "/api/v1/applications items []"),
                    new Loan("/api/v1/home nextBooking", "/api/v1/bookings items []"),
                    new Loan(
                            "/api/v1/home emergencies []",
                            "/api/v1/notices/for-me items [] notice"),
                    new Loan(
                            "/api/v1/changes cases items []",
                            "/api/v1/applications/changes items []"),
                    new Loan(
                            "/api/v1/changes bookings items []",
                            "/api/v1/bookings/changes items []"),
                    new Loan("/api/v1/changes inbox items []", "/api/v1/inbox items []"));

    private final ObjectNode document;

    private BorrowedForms(ObjectNode document) {
        this.document = document;
    }

    /** Fills the forms in. */
    static void fillIn(ObjectNode document) {
        var forms = new BorrowedForms(document);
        LOANS.forEach(forms::lend);
    }

    private void lend(Loan loan) {
        find(loan.from().split(" ", -1)).ifPresent(form -> put(loan.to().split(" ", -1), form));
    }

    private Optional<JsonNode> find(String[] way) {
        var at = answer(way[0]);
        for (int step = 1; step < way.length; step++) {
            at = child(resolve(at), way[step]);
        }
        return Optional.of(at).filter(form -> !form.isMissingNode());
    }

    /** A form that several answers share is copied before it is filled in for one of them. */
    private void put(String[] way, JsonNode form) {
        if (!(resolve(answer(way[0])) instanceof ObjectNode at)) {
            return;
        }
        for (int step = 1; step < way.length - 1; step++) {
            if (!(resolve(child(at, way[step])) instanceof ObjectNode shared)) {
                return;
            }
            var own = shared.deepCopy();
            set(at, way[step], own);
            at = own;
        }
        set(at, way[way.length - 1], form.deepCopy());
    }

    private JsonNode answer(String path) {
        return document.path("paths")
                .path(path)
                .at("/get/responses/200/content/application~1json/schema");
    }

    private JsonNode resolve(JsonNode form) {
        return form.has("$ref") ? document.at(form.path("$ref").asString().substring(1)) : form;
    }

    private static JsonNode child(JsonNode form, String step) {
        return step.equals(ITEM) ? form.path("items") : form.path("properties").path(step);
    }

    private static void set(ObjectNode form, String step, JsonNode child) {
        if (step.equals(ITEM)) {
            form.set("items", child);
        } else if (form.path("properties") instanceof ObjectNode properties) {
            properties.set(step, child);
        }
    }

    /**
     * A form that is taken over.
     *
     * @param to path and way to it in the gateway's answer
     * @param from path and way to it in the service's answer
     */
    private record Loan(String to, String from) {}
}
