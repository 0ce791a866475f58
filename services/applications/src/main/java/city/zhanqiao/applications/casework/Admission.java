package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.HandedIn;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.Material.Need;
import city.zhanqiao.applications.item.Material.Source;
import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.Newcomer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every case has to pass on its way in, online or at a window, and the receipt it gets. */
final class Admission {

    private final Items items;
    private final Openings openings;
    private final Applications applications;
    private final CaseClock clocks;
    private final List<CaseCheck> checks;
    private final InstantSource clock;

    Admission(
            Items items,
            Openings openings,
            Applications applications,
            CaseClock clocks,
            List<CaseCheck> checks,
            InstantSource clock) {
        this.items = items;
        this.openings = openings;
        this.applications = applications;
        this.clocks = clocks;
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** Whether the item is open in the district, to these groups, today. */
    Mono<Outcome<Opening.Open, Refusal>> checkOpen(
            Application draft, Optional<Set<AudienceGroup>> groups) {
        Facts facts = draft.facts();
        Newcomer newcomer =
                new Newcomer(facts.resident(), facts.district(), facts.channel().name(), groups);
        return openings.admit(itemOf(draft).isBundle(), facts.item(), newcomer)
                .map(opening ->
                        switch (opening) {
                            case Opening.Open open -> Outcome.done(open);
                            case Opening.Elsewhere elsewhere ->
                                    Outcome.refused(new Refusal.ScenarioClosed(elsewhere));
                        });
    }

    /** 容缺: only papers that the item lets follow, within its days. */
    Outcome<Application, Refusal> promised(Application draft, Optional<Promise> promise) {
        return promise.filter(signed -> !isAllowed(itemOf(draft), signed)).isPresent()
                ? Outcome.refused(new Refusal.PromiseNotAllowed())
                : Outcome.done(promise.map(draft::promising).orElse(draft));
    }

    private boolean isAllowed(ItemDefinition item, Promise promise) {
        List<String> mayFollow =
                item.materials().stream()
                        .filter(paper -> paper.need() == Need.MAY_FOLLOW)
                        .map(Material::code)
                        .toList();
        LocalDate last = clocks.calendar().addWorkingDays(clocks.today(), item.followDays()).date();
        return mayFollow.containsAll(promise.papers())
                && promise.until().isAfter(clocks.today())
                && !promise.until().isAfter(last);
    }

    /** Whether the other features let it be handed in: papers, other parties. */
    Mono<Outcome<Application, Refusal>> unopposed(Application draft, JsonNode form) {
        return Flux.fromIterable(checks)
                .concatMap(check -> check.toSubmission(draft, form))
                .concatMap(Mono::justOrEmpty)
                .next()
                .<Outcome<Application, Refusal>>map(
                        told -> Outcome.refused(new Refusal.Objection(told)))
                .defaultIfEmpty(Outcome.done(draft));
    }

    /** Notes what the answers mean: which papers, and how many of them the city gets itself. */
    Application meant(Application it, JsonNode form, Optional<Boolean> elder) {
        List<Material> papers =
                items.materialsOf(itemOf(it), it.file().chosen()).stream()
                        .filter(paper -> paper.appliesTo(form))
                        .toList();
        List<Material> required =
                papers.stream().filter(paper -> paper.need() != Need.OPTIONAL).toList();
        long shared =
                required.stream()
                        .filter(paper -> paper.source() == Source.AGENCY)
                        .filter(paper -> !it.file().seen().contains(paper.code()))
                        .count();
        return it.saying(
                it.file()
                        .with(
                                new HandedIn(
                                        papers.stream().map(Material::code).toList(),
                                        required.size(),
                                        Math.toIntExact(shared),
                                        elder)));
    }

    /** A receipt of this moment, with a number that no other case has. */
    Mono<Receipt> newReceipt(DivisionCode intake) {
        Instant now = clock.instant();
        String day = CityTime.dateOf(now).format(DateTimeFormatter.BASIC_ISO_DATE);
        return applications
                .nextReceiptNumber()
                .map(number -> "%s%s%06d".formatted(intake.value(), day, number))
                .map(number -> new Receipt(number, now, intake));
    }

    ItemDefinition itemOf(Application it) {
        return items.pinned(it.facts().item(), it.facts().itemVersion());
    }
}
