package city.zhanqiao.applications.casework;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Member;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets the graph of a bundle act after each step, in the transaction of the step: members start
 * when their inputs exist, end when they never can, and the whole ends with its last member. The
 * bundle's row is locked meanwhile, so departments that act in parallel do not miss each other.
 */
final class BundleFlow {

    private static final ApplicationId NONE = new ApplicationId(new UUID(0, 0));

    /** Under this name the graph stands in the history and the audit trail. */
    private static final Caller GRAPH = new Caller.Service("graph");

    private final Applications applications;
    private final CaseRecord record;
    private final CaseLimits limits;
    private final Items items;
    private final InstantSource clock;

    BundleFlow(
            Applications applications,
            CaseRecord record,
            CaseLimits limits,
            Items items,
            InstantSource clock) {
        this.applications = applications;
        this.record = record;
        this.limits = limits;
        this.items = items;
        this.clock = clock;
    }

    /** Goes on after a step on this case, and gives the step's own answer. */
    Mono<Outcome<Moved, Refusal>> after(
            Application it, Outcome<Moved, Refusal> outcome, Caller actor) {
        return it.facts().kind() == Facts.Kind.SINGLE ? Mono.just(outcome) : after(outcome, actor);
    }

    /** The same after the step that began a case; nothing follows from a draft. */
    Mono<Outcome<Moved, Refusal>> after(Outcome<Moved, Refusal> outcome, Caller actor) {
        return switch (outcome) {
            case Outcome.Refused<Moved, Refusal> refused -> Mono.just(refused);
            case Outcome.Done<Moved, Refusal>(Moved moved) ->
                    moved.state() == State.DRAFT
                            ? Mono.just(outcome)
                            : applications
                                    .find(moved.id())
                                    .flatMap(it -> goOn(it, actor))
                                    .thenReturn(outcome);
        };
    }

    private Mono<Void> goOn(Application it, Caller actor) {
        return switch (it.facts().kind()) {
            case SINGLE -> Mono.empty();
            case BUNDLE -> goOnBundle(it, actor);
            case MEMBER -> advance(it.facts().parent().orElseThrow());
        };
    }

    private Mono<Void> goOnBundle(Application it, Caller actor) {
        return switch (it.state()) {
            case SUBMITTED -> it.corrections() == 0 ? addMembers(it) : Mono.empty();
            case ACCEPTED -> advance(it.facts().id());
            case NOT_ACCEPTED, LAPSED -> endMembers(it, CaseStep.BLOCK, GRAPH);
            case WITHDRAWN -> endMembers(it, CaseStep.WITHDRAW, actor);
            default -> Mono.empty();
        };
    }

    private Mono<Void> addMembers(Application bundle) {
        BundleGraph graph = graph(bundle);
        return applications
                .membersOf(bundle.facts().id())
                .hasElements()
                .filter(present -> !present)
                .flatMap(none -> applications.findForm(bundle.facts().id()))
                .flatMapIterable(form ->
                        graph.chosen(bundle.file().chosen()).stream()
                                .map(member -> new Part(member, graph.formOf(member, form)))
                                .toList())
                .concatMap(part -> addMember(bundle, part, graph.itemOf(part.member())))
                .then();
    }

    /** Departments see their part at once, so that what they miss is told in the one notice. */
    private Mono<Void> addMember(Application bundle, Part part, ItemDefinition item) {
        Facts facts = bundle.facts();
        Receipt receipt = bundle.receipt().orElseThrow();
        Application waiting =
                Application.waiting(
                        new Facts(
                                NONE,
                                new Version(1),
                                Facts.Kind.MEMBER,
                                facts.resident(),
                                facts.agent(),
                                facts.firm(),
                                item.code(),
                                item.version(),
                                facts.channel(),
                                facts.division(),
                                item.department(),
                                clock.instant(),
                                Optional.of(facts.id()),
                                Optional.of(part.member().place())),
                        new Receipt(
                                receipt.number() + "-" + part.member().place(),
                                receipt.at(),
                                receipt.intakeDistrict()));
        return applications
                .add(waiting, Optional.of(part.form()))
                .flatMap(applications::find)
                .flatMap(stored -> record.writeDown(stored, new Version(1), CaseStep.WAIT, GRAPH))
                .then();
    }

    /** Starts and ends what the graph says, until nothing moves any more. */
    private Mono<Void> advance(ApplicationId parent) {
        return applications
                .lock(parent)
                .filter(bundle -> bundle.state() == State.ACCEPTED)
                .flatMap(bundle ->
                        applications
                                .membersOf(parent)
                                .collectList()
                                .flatMap(members -> step(bundle, members)));
    }

    private Mono<Void> step(Application bundle, List<Application> members) {
        Map<String, Application> byPlace =
                members.stream()
                        .collect(toMap(one -> one.facts().member().orElseThrow(), one -> one));
        BundleGraph graph = graph(bundle);
        List<Application> startable =
                waiting(members)
                        .filter(one ->
                                BundleGraph.canStart(
                                        memberOf(bundle, one), place -> hasResult(byPlace, place)))
                        .toList();
        List<Application> blocked =
                waiting(members)
                        .filter(one ->
                                BundleGraph.isBlocked(
                                        memberOf(bundle, one), place -> isDead(byPlace, place)))
                        .toList();
        if (startable.isEmpty() && blocked.isEmpty()) {
            return closeIfOver(bundle, members);
        }
        return applications
                .findForm(bundle.facts().id())
                .flatMapMany(form ->
                        Flux.fromIterable(startable)
                                .concatMap(one -> start(bundle, graph, one, form)))
                .thenMany(Flux.fromIterable(blocked))
                .concatMap(one -> move(one.block(now()), CaseStep.BLOCK))
                .then(Mono.defer(() -> advance(bundle.facts().id())));
    }

    private Mono<Void> start(
            Application bundle, BundleGraph graph, Application member, JsonNode form) {
        JsonNode part = graph.formOf(memberOf(bundle, member), form);
        return applications
                .putForm(member.facts().id(), part)
                .then(
                        move(
                                member.intake()
                                        .start(
                                                now(),
                                                limits.of(member, part),
                                                bundle.officers().intake()),
                                CaseStep.START));
    }

    private Mono<Void> closeIfOver(Application bundle, List<Application> members) {
        if (members.isEmpty() || members.stream().anyMatch(one -> !one.state().isFinal())) {
            return Mono.empty();
        }
        long done = members.stream().filter(one -> one.result().isPresent()).count();
        CaseStep how =
                done == members.size()
                        ? CaseStep.COMPLETE
                        : done > 0 ? CaseStep.COMPLETE_IN_PART : CaseStep.CLOSE_WITHOUT_RESULT;
        return move(bundle.close(how, now()), how);
    }

    private Mono<Void> endMembers(Application bundle, CaseStep how, Caller actor) {
        return applications
                .membersOf(bundle.facts().id())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filter(one -> LifeCycle.next(one.state(), how) instanceof Outcome.Done)
                .concatMap(one ->
                        Mono.just(how == CaseStep.BLOCK ? one.block(now()) : one.withdraw(now()))
                                .flatMap(Outcomes.then(moved -> record.move(moved, how, actor))))
                .then();
    }

    private Mono<Void> move(Outcome<Application, Refusal> moved, CaseStep step) {
        return Mono.just(moved)
                .flatMap(Outcomes.then(it -> record.move(it, step, GRAPH)))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .then();
    }

    private static java.util.stream.Stream<Application> waiting(List<Application> members) {
        return members.stream().filter(one -> one.state() == State.WAITING);
    }

    private static boolean hasResult(Map<String, Application> members, String place) {
        return Optional.ofNullable(members.get(place)).flatMap(Application::result).isPresent();
    }

    /** A member that was not chosen gives no result either. */
    private static boolean isDead(Map<String, Application> members, String place) {
        Application one = members.get(place);
        return one == null || (one.state().isFinal() && one.result().isEmpty());
    }

    private Member memberOf(Application bundle, Application member) {
        return limits.item(bundle).member(member.facts().member().orElseThrow());
    }

    private BundleGraph graph(Application bundle) {
        return BundleGraph.of(limits.item(bundle), items);
    }

    private Instant now() {
        return clock.instant();
    }

    /** A member and what its department sees of the form. */
    private record Part(Member member, JsonNode form) {}
}
