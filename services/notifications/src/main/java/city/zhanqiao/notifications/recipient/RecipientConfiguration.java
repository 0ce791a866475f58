package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.recipient.Recipients.ProfileChanged;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps the copy of the residents' profiles. */
@Configuration(proxyBeanMethods = false)
class RecipientConfiguration {

    @Bean
    Recipients recipients(DatabaseClient database, InstantSource clock) {
        return new Recipients(database, clock);
    }

    /** Before the features that follow the same events. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    EventSubscription residentsChange(Recipients recipients) {
        Divisions divisions = Divisions.ofQingdao();
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.profile-changed.v1",
                        ProfileChanged.class,
                        (event, profile) -> recipients.put(profile))
                .on(
                        "city.zhanqiao.resident.places-changed.v1",
                        PlacesChanged.class,
                        (event, changed) ->
                                recipients.place(
                                        changed.residentId(),
                                        changed.withAllAbove(divisions),
                                        changed.topics().orElse(List.of()),
                                        changed.groups().orElse(List.of())))
                .on(
                        FcmConsent.GIVEN,
                        FcmConsent.class,
                        (event, consent) -> consent(recipients, consent, true))
                .on(
                        FcmConsent.WITHDRAWN,
                        FcmConsent.class,
                        (event, consent) -> consent(recipients, consent, false))
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> recipients.join(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> recipients.delete(deleted.residentId()));
    }

    private static Mono<Void> consent(Recipients recipients, FcmConsent consent, boolean given) {
        return consent.isMeant() ? recipients.consent(consent.residentId(), given) : Mono.empty();
    }

    /** Always the whole of what matters to a resident. */
    record PlacesChanged(
            ResidentId residentId,
            List<Place> places,
            Optional<List<String>> topics,
            Optional<List<String>> groups) {

        /** A place in a street is one in its district and in the city, too. */
        List<String> withAllAbove(Divisions divisions) {
            return places.stream()
                    .flatMap(place -> divisions.pathTo(new DivisionCode(place.division())).stream())
                    .map(division -> division.code().value())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    record Place(String division) {}
}
