package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.authority.Proxy.Standing;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Shows authority with the masked names of both sides. */
final class ProxyViews {

    /** Children of one guardian are few. */
    private static final int CHILDREN_AT_ONCE = 4;

    private final Proxies proxies;
    private final Guardianships guardianships;
    private final Residents residents;
    private final InstantSource clock;

    ProxyViews(
            Proxies proxies,
            Guardianships guardianships,
            Residents residents,
            InstantSource clock) {
        this.proxies = proxies;
        this.guardianships = guardianships;
        this.residents = residents;
        this.clock = clock;
    }

    Mono<AuthorityView> of(ResidentId resident) {
        return Mono.zip(
                proxies.listOf(resident).collectList().flatMap(this::toViews),
                listChildren(resident).collectList(),
                (all, children) ->
                        new AuthorityView(
                                all.stream()
                                        .filter(one -> one.principal().id().equals(resident))
                                        .toList(),
                                all.stream()
                                        .filter(one -> one.agent().id().equals(resident))
                                        .toList(),
                                children));
    }

    /** What the act of giving or ending answers. */
    <R> Mono<Outcome<ProxyView, R>> ofGiven(Proxy proxy) {
        return toViews(List.of(proxy)).map(views -> Outcome.done(views.getFirst()));
    }

    private Mono<List<ProxyView>> toViews(Collection<Proxy> all) {
        List<ResidentId> people =
                all.stream().flatMap(proxy -> Stream.of(proxy.principal(), proxy.agent())).toList();
        return residents
                .maskedNames(people)
                .map(names -> all.stream().map(proxy -> toView(proxy, names)).toList());
    }

    private ProxyView toView(Proxy proxy, Map<ResidentId, String> names) {
        return new ProxyView(
                proxy.id(),
                side(proxy.principal(), names),
                side(proxy.agent(), names),
                proxy.items().stream().map(Matter::code).sorted().toList(),
                proxy.term().from(),
                proxy.term().until(),
                proxy.on(CityTime.today(clock)),
                proxy.channel(),
                proxy.givenAt(),
                proxy.endedAt());
    }

    private Flux<ChildView> listChildren(ResidentId guardian) {
        return guardianships
                .listOf(guardian)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMapSequential(this::toChild, CHILDREN_AT_ONCE);
    }

    private Mono<ChildView> toChild(Guardianship recorded) {
        return residents
                .find(recorded.child())
                .ofType(Open.class)
                .flatMap(file -> Mono.justOrEmpty(file.person()))
                .map(person ->
                        new ChildView(
                                recorded.id(),
                                new Side(recorded.child(), Optional.of(person.name().masked())),
                                Guardianship.birthday(person.number().birthDate()),
                                Guardianship.isChild(
                                        person.number().birthDate(), CityTime.today(clock))));
    }

    private static Side side(ResidentId id, Map<ResidentId, String> names) {
        return new Side(id, Optional.ofNullable(names.get(id)));
    }

    /**
     * All authority that somebody has to do with.
     *
     * @param given to others
     * @param received from others
     * @param children whose guardian this is
     */
    record AuthorityView(
            List<ProxyView> given, List<ProxyView> received, List<ChildView> children) {}

    /**
     * A person on one side.
     *
     * @param id what {@code actingFor} takes
     * @param name masked
     */
    record Side(ResidentId id, Optional<String> name) {}

    /**
     * Authority.
     *
     * @param until the last day
     */
    record ProxyView(
            UUID id,
            Side principal,
            Side agent,
            List<String> items,
            LocalDate from,
            LocalDate until,
            Standing standing,
            Proxy.Channel channel,
            Instant givenAt,
            Optional<Instant> endedAt) {}

    /**
     * A child.
     *
     * @param endsOn the 14th birthday
     * @param valid whether the guardian may act for the child today
     */
    record ChildView(UUID id, Side child, LocalDate endsOn, boolean valid) {}
}
