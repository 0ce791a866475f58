package city.zhanqiao.gateway.route;

import static java.util.stream.Collectors.toUnmodifiableMap;

import city.zhanqiao.gateway.peer.Peer;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which service answers below which address. Two segments of the path decide, the face and the
 * noun; what is not listed is not routed, {@code /internal} and the actuator least of all.
 */
@Component
public final class RouteTable {

    private static final Pattern ADDRESS =
            Pattern.compile("(/(?:open|api|admin)/v1/[a-z-]+)(?:[/.].*)?");

    private final Map<String, Row> rows =
            Stream.of(
                            rows(
                                    Peer.APPLICATIONS,
                                    "/open/v1/divisions",
                                    "/open/v1/items",
                                    "/open/v1/bundles",
                                    "/open/v1/vouchers",
                                    "/api/v1/applications",
                                    "/api/v1/materials",
                                    "/admin/v1/applications",
                                    "/admin/v1/items"),
                            rows(Peer.RESIDENTS, "/api/v1/me", "/admin/v1/residents"),
                            rows(
                                    Peer.NOTIFICATIONS,
                                    "/api/v1/inbox",
                                    "/api/v1/devices",
                                    "/api/v1/notification-preferences",
                                    "/api/v1/live",
                                    "/admin/v1/notifications",
                                    "/admin/v1/deliveries",
                                    "/admin/v1/campaigns",
                                    "/admin/v1/templates"),
                            rows(
                                    Peer.PILOTS,
                                    "/open/v1/scenarios",
                                    "/open/v1/datasets",
                                    "/open/v1/start",
                                    "/admin/v1/pilots",
                                    "/admin/v1/assessments",
                                    "/admin/v1/app-policies",
                                    "/admin/v1/flags",
                                    "/admin/v1/maintenance"),
                            rows(
                                    Peer.APPOINTMENTS,
                                    "/open/v1/halls",
                                    "/open/v1/calendars",
                                    "/api/v1/bookings",
                                    "/api/v1/waitlist",
                                    "/api/v1/tickets",
                                    "/admin/v1/appointments",
                                    "/admin/v1/halls",
                                    "/admin/v1/bookings",
                                    "/admin/v1/tickets"),
                            rows(
                                    Peer.NOTICES,
                                    "/open/v1/notices",
                                    "/open/v1/attachments",
                                    "/api/v1/notices",
                                    "/admin/v1/notices"))
                    .flatMap(rows -> rows)
                    .collect(toUnmodifiableMap(Row::prefix, row -> row));

    /** The row that a path, as it was sent, lies below; {@code /open/v1/notices.atom} counts. */
    public Optional<Row> find(String path) {
        var address = ADDRESS.matcher(path);
        return address.matches()
                ? Optional.ofNullable(rows.get(address.group(1)))
                : Optional.empty();
    }

    private static Stream<Row> rows(Peer peer, String... prefixes) {
        return Stream.of(prefixes).map(prefix -> new Row(prefix, peer));
    }

    /**
     * One row.
     *
     * @param prefix such as {@code /api/v1/bookings}
     * @param pattern the same for logs and metrics, which must not name anybody
     */
    public record Row(String prefix, Peer peer, PathPattern pattern) {

        Row(String prefix, Peer peer) {
            this(prefix, peer, PathPatternParser.defaultInstance.parse(prefix + "/**"));
        }

        /** Names the route in logs and metrics. */
        public void tell(ServerWebExchange exchange) {
            exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
            ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                    .ifPresent(observed -> observed.setPathPattern(pattern.getPatternString()));
        }

        /** Such as {@code bookings}. */
        public String noun() {
            return prefix.substring(prefix.lastIndexOf('/') + 1);
        }
    }
}
