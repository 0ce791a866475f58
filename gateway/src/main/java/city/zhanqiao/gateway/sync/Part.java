package city.zhanqiao.gateway.sync;

import city.zhanqiao.gateway.peer.Peer;

import org.springframework.web.util.UriBuilder;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The lists that an app keeps, and how their services tell what changed in them. */
enum Part {
    CASES(Peer.APPLICATIONS, "/api/v1/applications/changes", "removed", "token"),
    BOOKINGS(Peer.APPOINTMENTS, "/api/v1/bookings/changes", "removed", "token"),
    INBOX(Peer.NOTIFICATIONS, "/api/v1/inbox/changes", "gone", "next") {
        // The inbox is long: its newest page is where an app begins.
        @Override
        URI whole(UriBuilder base) {
            return base.path("/api/v1/inbox").queryParam("limit", 100).build();
        }

        @Override
        Optional<String> placeOfWhole(JsonNode body) {
            return body.path("changes").asStringOpt();
        }

        @Override
        Optional<String> older(JsonNode body) {
            return body.path("next").asStringOpt();
        }
    };

    private final Peer peer;
    private final String path;
    private final String removed;
    private final String place;

    Part(Peer peer, String path, String removed, String place) {
        this.peer = peer;
        this.path = path;
        this.removed = removed;
        this.place = place;
    }

    Peer peer() {
        return peer;
    }

    /** Where everything is read. */
    URI whole(UriBuilder base) {
        return base.path(path).build();
    }

    /** Where the changes since a place are read. */
    URI since(UriBuilder base, String known) {
        return base.path(path).queryParam("since", "{place}").build(known);
    }

    /** The place behind an answer that tells changes; empty for one that makes no sense. */
    Optional<String> placeOfChanges(JsonNode body) {
        return body.path(place).asStringOpt();
    }

    /** The place behind an answer that tells everything. */
    Optional<String> placeOfWhole(JsonNode body) {
        return placeOfChanges(body);
    }

    /** The cursor of what a whole answer leaves out. */
    Optional<String> older(JsonNode body) {
        return Optional.empty();
    }

    List<JsonNode> items(JsonNode body) {
        return body.path("items").valueStream().toList();
    }

    List<String> removed(JsonNode body) {
        return body.path(removed).valueStream().map(id -> id.asString("")).toList();
    }
}
