package city.zhanqiao.gateway.home;

import city.zhanqiao.gateway.peer.Peer;

import org.springframework.web.util.UriBuilder;

import java.net.URI;

/** The parts of home that services give. */
enum Part {
    CASES(Peer.APPLICATIONS, "/api/v1/applications", 50),
    BOOKINGS(Peer.APPOINTMENTS, "/api/v1/bookings", 50),
    INBOX(Peer.NOTIFICATIONS, "/api/v1/inbox", 1),
    NOTICES(Peer.NOTICES, "/api/v1/notices/for-me", 20),
    PLACES(Peer.RESIDENTS, "/api/v1/me/places", 0);

    private final Peer peer;
    private final String path;

    /** Items of the first page; 0 for what is no list. */
    private final int limit;

    Part(Peer peer, String path, int limit) {
        this.peer = peer;
        this.path = path;
        this.limit = limit;
    }

    Peer peer() {
        return peer;
    }

    URI address(UriBuilder base) {
        var address = base.path(path);
        return (limit == 0 ? address : address.queryParam("limit", limit)).build();
    }
}
