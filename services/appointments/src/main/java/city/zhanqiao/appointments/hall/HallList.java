package city.zhanqiao.appointments.hall;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.appointments.hall.Hall.DeskKind;
import city.zhanqiao.appointments.hall.Hall.Service;
import city.zhanqiao.appointments.hall.Halls.Distance;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Halls as everybody sees them. */
public final class HallList {

    private final Halls halls;
    private final OpeningHours hours;
    private final InstantSource clock;

    HallList(Halls halls, OpeningHours hours, InstantSource clock) {
        this.halls = halls;
        this.hours = hours;
        this.clock = clock;
    }

    /**
     * Finds halls.
     *
     * @param near sorts by distance
     * @param item only halls that serve it
     */
    public Mono<HallPage> find(
            Optional<Position> near,
            Optional<String> district,
            Optional<String> item,
            Language language) {
        List<Hall> wanted =
                halls.all().stream()
                        .filter(hall ->
                                district.map(code -> hall.district().value().equals(code))
                                        .orElse(true))
                        .filter(hall -> item.map(code -> serves(hall, code)).orElse(true))
                        .toList();
        return near.map(position -> byDistance(position, wanted, language))
                .orElseGet(() ->
                        Mono.fromSupplier(
                                () -> page(wanted.stream().map(hall -> view(hall, language)))));
    }

    /** One hall. */
    public HallView view(Hall hall, Language language) {
        boolean english = language == Language.EN;
        return new HallView(
                hall.id(),
                english ? hall.englishName() : hall.name(),
                hall.example(),
                hall.note(),
                hall.district(),
                hall.address(),
                new Position(hall.latitude(), hall.longitude()),
                Optional.empty(),
                hours.isOpen(hall, clock.instant()),
                Optional.empty(),
                hall.deskKinds().stream().map(kind -> view(hall, kind, english)).toList());
    }

    private Mono<HallPage> byDistance(Position position, List<Hall> wanted, Language language) {
        Map<String, Hall> byId = wanted.stream().collect(toMap(Hall::id, hall -> hall));
        return halls.byDistance(position.latitude(), position.longitude())
                .filter(distance -> byId.containsKey(distance.hall()))
                .map(distance -> at(halls.get(distance.hall()), distance, language))
                .collectList()
                .map(HallPage::new);
    }

    private HallView at(Hall hall, Distance distance, Language language) {
        return view(hall, language).withDistance(distance.metres());
    }

    private static HallPage page(Stream<HallView> views) {
        return new HallPage(views.toList());
    }

    private static boolean serves(Hall hall, String item) {
        return hall.deskKinds().stream()
                .flatMap(kind -> kind.services().stream())
                .anyMatch(service -> service.items().contains(item));
    }

    private static DeskKindView view(Hall hall, DeskKind kind, boolean english) {
        return new DeskKindView(
                kind.code(),
                english ? kind.englishName() : kind.name(),
                kind.floor(),
                Optional.empty(),
                kind.services().stream().map(service -> view(service, english)).toList(),
                hall.desk(kind));
    }

    private static ServiceView view(Service service, boolean english) {
        return new ServiceView(
                service.code(),
                english ? service.englishName() : service.name(),
                service.minutes(),
                service.items());
    }

    /** Halls. */
    public record HallPage(List<HallView> items) {}

    /**
     * A hall.
     *
     * @param example made up
     * @param note which of this is real
     * @param distanceMetres as the crow flies, when a position was given
     * @param nextFreePlace the first place that could be booked now
     */
    public record HallView(
            String id,
            String name,
            boolean example,
            String note,
            DivisionCode district,
            String address,
            Position position,
            Optional<Long> distanceMetres,
            boolean openNow,
            Optional<OffsetDateTime> nextFreePlace,
            List<DeskKindView> deskKinds) {

        HallView withDistance(long metres) {
            return new HallView(
                    id,
                    name,
                    example,
                    note,
                    district,
                    address,
                    position,
                    Optional.of(metres),
                    openNow,
                    nextFreePlace,
                    deskKinds);
        }

        /**
         * The same with the first free places.
         *
         * @param next desk to its first free place
         */
        public HallView withNextFree(Map<String, Instant> next) {
            List<DeskKindView> kinds =
                    deskKinds.stream().map(kind -> kind.withNextFree(next)).toList();
            return new HallView(
                    id,
                    name,
                    example,
                    note,
                    district,
                    address,
                    position,
                    distanceMetres,
                    openNow,
                    kinds.stream()
                            .flatMap(kind -> kind.nextFreePlace().stream())
                            .min(OffsetDateTime::compareTo),
                    kinds);
        }
    }

    /** WGS 84, degrees. */
    public record Position(double latitude, double longitude) {}

    /**
     * Desks of one kind.
     *
     * @param desk their name in the stored slots
     */
    public record DeskKindView(
            String code,
            String name,
            int floor,
            Optional<OffsetDateTime> nextFreePlace,
            List<ServiceView> services,
            String desk) {

        DeskKindView withNextFree(Map<String, Instant> next) {
            return new DeskKindView(
                    code,
                    name,
                    floor,
                    Optional.ofNullable(next.get(desk))
                            .map(at -> at.atZone(CityTime.ZONE).toOffsetDateTime()),
                    services,
                    desk);
        }
    }

    /**
     * A bookable service.
     *
     * @param items short codes of the items it serves
     */
    public record ServiceView(String code, String name, int minutes, List<String> items) {}
}
