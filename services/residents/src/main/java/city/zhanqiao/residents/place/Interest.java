package city.zhanqiao.residents.place;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;

import java.util.List;
import java.util.Optional;

/**
 * What matters to a resident.
 *
 * @param topics codes such as {@code water} or {@code school}
 * @param groups codes such as {@code elder}; what residents say of themselves, checked by nobody
 */
record Interest(Version version, List<Place> places, List<String> topics, List<String> groups) {

    Optional<DivisionCode> home() {
        return places.stream().filter(Place::isHome).map(Place::division).findFirst();
    }

    List<Place> elsewhere() {
        return places.stream().filter(place -> !place.isHome()).toList();
    }
}
