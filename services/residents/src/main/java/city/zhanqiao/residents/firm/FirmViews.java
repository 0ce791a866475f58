package city.zhanqiao.residents.firm;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.firm.FirmAgent.FirmRole;
import city.zhanqiao.residents.firm.FirmAgent.State;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows firms to the people who act for them. */
final class FirmViews {

    private static final int FIRMS_AT_ONCE = 4;

    private final FirmAgents agents;
    private final Residents residents;
    private final InstantSource clock;

    FirmViews(FirmAgents agents, Residents residents, InstantSource clock) {
        this.agents = agents;
        this.residents = residents;
        this.clock = clock;
    }

    Mono<FirmsView> of(ResidentId resident) {
        return agents.listOf(resident)
                .collectList()
                .flatMap(mine ->
                        listAppointed(mine, resident)
                                .collectList()
                                .map(appointed ->
                                        new FirmsView(
                                                mine.stream().map(FirmAgentView::of).toList(),
                                                appointed)));
    }

    private Flux<FirmAgentView> listAppointed(List<FirmAgent> mine, ResidentId own) {
        LocalDate today = CityTime.today(clock);
        return Flux.fromIterable(mine)
                .filter(held -> held.mayAppointOn(today))
                .map(FirmAgent::firm)
                .distinct()
                .flatMapSequential(firm -> agents.listOfFirm(firm).collectList(), FIRMS_AT_ONCE)
                .concatMap(this::named)
                .filter(view -> !view.resident().equals(own));
    }

    private Flux<FirmAgentView> named(List<FirmAgent> found) {
        return residents
                .maskedNames(found.stream().map(FirmAgent::resident).toList())
                .flatMapMany(names ->
                        Flux.fromIterable(found).map(agent -> FirmAgentView.of(agent, names)));
    }

    /**
     * Firms.
     *
     * @param mine what I am in which firm
     * @param appointed the other people who act for firms that I represent
     */
    record FirmsView(List<FirmAgentView> mine, List<FirmAgentView> appointed) {}

    /**
     * Somebody's part in a firm.
     *
     * @param name masked; absent for the caller's own
     * @param until the last day
     */
    record FirmAgentView(
            UUID id,
            String creditCode,
            String firmName,
            ResidentId resident,
            Optional<String> name,
            FirmRole role,
            List<String> scopes,
            LocalDate from,
            LocalDate until,
            State state,
            Instant madeAt) {

        static FirmAgentView of(FirmAgent agent) {
            return of(agent, Map.of());
        }

        static FirmAgentView of(FirmAgent agent, Map<ResidentId, String> names) {
            return new FirmAgentView(
                    agent.id(),
                    agent.firm().value(),
                    agent.firmName(),
                    agent.resident(),
                    Optional.ofNullable(names.get(agent.resident())),
                    agent.role(),
                    agent.scopes().stream().map(Matter::code).sorted().toList(),
                    agent.term().from(),
                    agent.term().until(),
                    agent.state(),
                    agent.madeAt());
        }
    }
}
