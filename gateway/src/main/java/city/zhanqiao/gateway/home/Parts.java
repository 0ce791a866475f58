package city.zhanqiao.gateway.home;

import city.zhanqiao.city.division.DivisionCode;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Picks out of the services' own lists what belongs on the first page. */
record Parts(Instant now) {

    /** Nothing more happens to a case in these states. */
    private static final Set<String> FINISHED =
            Set.of("ISSUED", "DELIVERED", "REFUSED", "NOT_ACCEPTED", "LAPSED", "WITHDRAWN");

    private static final Set<String> TO_COME = Set.of("HELD", "CONFIRMED", "CHECKED_IN");

    private static final Set<String> GRAVE = Set.of("EXTREME", "SEVERE");

    HomeController.Cases toCases(JsonNode page) {
        return new HomeController.Cases(
                page.path("items")
                        .valueStream()
                        .filter(one -> !FINISHED.contains(one.path("state").asString("")))
                        .toList(),
                page.hasNonNull("next"));
    }

    Optional<JsonNode> findNextBooking(JsonNode page) {
        return page.path("items")
                .valueStream()
                .filter(one -> TO_COME.contains(one.path("state").asString("")))
                .filter(one -> startsAt(one).isAfter(now))
                .min(Comparator.comparing(Parts::startsAt));
    }

    /** CAP 1.2: what is grave and has to be acted on at once. */
    List<JsonNode> listEmergencies(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(one -> one.path("notice"))
                .filter(notice ->
                        GRAVE.contains(notice.path("severity").asString(""))
                                && notice.path("urgency").asString("").equals("IMMEDIATE"))
                .toList();
    }

    static Set<DivisionCode> toPlaces(JsonNode interests) {
        return interests
                .path("places")
                .valueStream()
                .map(place -> place.path("division"))
                .flatMap(Flags::division)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant startsAt(JsonNode booking) {
        return OffsetDateTime.parse(booking.path("startsAt").asString()).toInstant();
    }
}
