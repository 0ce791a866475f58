package city.zhanqiao.notices.resident;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.util.List;
import java.util.Optional;

/** Keeps the copy of the residents' places. */
@Configuration(proxyBeanMethods = false)
class ResidentConfiguration {

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    @Bean
    Interests interests(DatabaseClient database) {
        return new Interests(database);
    }

    @Bean
    PersonalNotices personalNotices(DatabaseClient database) {
        return new PersonalNotices(database);
    }

    @Bean
    EventSubscription residentsMoveAndGo(Interests interests) {
        Divisions divisions = Divisions.ofQingdao();
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.places-changed.v1",
                        PlacesChanged.class,
                        (event, changed) ->
                                interests.put(
                                        changed.residentId(),
                                        changed.withAllAbove(divisions),
                                        changed.topics().orElse(List.of()),
                                        changed.groups().orElse(List.of())))
                .on(
                        "city.zhanqiao.resident.deleted.v1",
                        Deleted.class,
                        (event, deleted) -> interests.forget(deleted.residentId()))
                .on(
                        "city.zhanqiao.resident.joined.v1",
                        Joined.class,
                        (event, joined) -> interests.forget(joined.formerId()));
    }

    record PlacesChanged(
            String residentId,
            List<Place> places,
            Optional<List<String>> topics,
            Optional<List<String>> groups) {

        /** A place in a street is one in its district and in the city, too. */
        List<String> withAllAbove(Divisions divisions) {
            return places.stream()
                    .flatMap(place -> divisions.pathTo(new DivisionCode(place.division())).stream())
                    .map(Division::code)
                    .map(DivisionCode::value)
                    .distinct()
                    .sorted()
                    .toList();
        }

        record Place(String division) {}
    }

    record Deleted(String residentId) {}

    record Joined(String residentId, String formerId) {}
}
