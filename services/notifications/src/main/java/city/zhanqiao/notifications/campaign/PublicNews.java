package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.inbox.Audience;
import city.zhanqiao.notifications.inbox.NewBroadcast;
import city.zhanqiao.notifications.template.Templates;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What happens in public and concerns all who have a place there. */
final class PublicNews {

    /** News about a pilot has no end of its own. */
    private static final Duration PILOT_NEWS = Duration.ofDays(30);

    private final Campaigns campaigns;
    private final Templates templates;

    PublicNews(Campaigns campaigns, Templates templates) {
        this.campaigns = campaigns;
        this.templates = templates;
    }

    EventSubscription ofNotices() {
        EventSubscription subscription = EventSubscription.to("notices");
        for (String step : Set.of("published", "updated", "withdrawn")) {
            subscription.on(
                    "city.zhanqiao.notice.%s.v1".formatted(step),
                    NoticeStepped.class,
                    (event, notice) -> tell(event, step, notice));
        }
        return subscription;
    }

    EventSubscription ofAppointments() {
        return EventSubscription.to("appointments")
                .on("city.zhanqiao.hall.closed.v1", HallClosed.class, this::tell);
    }

    EventSubscription ofPilots() {
        EventSubscription subscription = EventSubscription.to("pilots");
        for (String step : Set.of("opened", "expanded", "stopped")) {
            subscription.on(
                    "city.zhanqiao.pilot.%s.v1".formatted(step),
                    PilotMoved.class,
                    (event, pilot) -> tell(event, step, pilot));
        }
        return subscription;
    }

    private Mono<Void> tell(CloudEvent event, String step, NoticeStepped notice) {
        Map<String, String> facts = new HashMap<>();
        notice.titles().forEach((language, title) -> facts.put("title@" + language, title));
        return campaigns.tell(
                new NewBroadcast(
                        event.source(),
                        event.id().toString(),
                        "notice:" + notice.noticeId(),
                        templates.newest((notice.emergency() ? "emergency." : "notice.") + step),
                        facts,
                        Optional.of("/open/v1/notices/" + notice.noticeId()),
                        new Audience(notice.divisions(), notice.topics(), notice.groups()),
                        event.time(),
                        notice.validUntil()),
                notice.emergency() ? Lane.EMERGENCY : Lane.NOTICE);
    }

    private Mono<Void> tell(CloudEvent event, HallClosed closed) {
        return campaigns.tell(
                new NewBroadcast(
                        event.source(),
                        event.id().toString(),
                        "closure:" + closed.closureId(),
                        templates.newest("hall.closed"),
                        Map.of(
                                "from", closed.from().toString(),
                                "until", closed.until().toString()),
                        Optional.of("/open/v1/halls/" + closed.hall()),
                        Audience.of(closed.district()),
                        event.time(),
                        CityTime.endOf(closed.until())),
                Lane.NOTICE);
    }

    private Mono<Void> tell(CloudEvent event, String step, PilotMoved pilot) {
        return campaigns.tell(
                new NewBroadcast(
                        event.source(),
                        event.id().toString(),
                        "pilot:" + pilot.pilotId(),
                        templates.newest("pilot." + step),
                        Map.of("opensOn", pilot.opensOn().toString()),
                        Optional.of("/open/v1/scenarios/" + pilot.scenario()),
                        new Audience(
                                Set.of(pilot.district()), Set.of(), Set.copyOf(pilot.groups())),
                        event.time(),
                        event.time().plus(PILOT_NEWS)),
                Lane.NOTICE);
    }

    /** What the notices' events tell. */
    record NoticeStepped(
            UUID noticeId,
            boolean emergency,
            Set<String> divisions,
            Set<String> topics,
            Set<String> groups,
            Instant validUntil,
            Map<String, String> titles) {}

    /** A hall stays closed on some days. */
    record HallClosed(
            UUID closureId, String hall, String district, LocalDate from, LocalDate until) {}

    /** What a pilot is now. */
    record PilotMoved(
            String pilotId,
            String scenario,
            String district,
            LocalDate opensOn,
            java.util.List<String> groups) {}
}
