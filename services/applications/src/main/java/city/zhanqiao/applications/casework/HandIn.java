package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseAuthority.Applicant;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.ItemDefinition.Intake;
import city.zhanqiao.applications.item.ItemDefinition.Material;
import city.zhanqiao.applications.item.ItemDefinition.Need;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings a case to the city: the draft, what is filled in, and the submission, online or at a
 * window.
 */
final class HandIn {

    private static final Version FIRST = new Version(1);

    /** Stands in the draft until the database has given the real one. */
    private static final ApplicationId NONE = new ApplicationId(new UUID(0, 0));

    private final Items items;
    private final CaseForms forms;
    private final Openings openings;
    private final Applications applications;
    private final CaseRecord record;
    private final CaseClock clocks;
    private final List<CaseCheck> checks;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();

    HandIn(
            Items items,
            CaseForms forms,
            Openings openings,
            Applications applications,
            CaseRecord record,
            CaseClock clocks,
            List<CaseCheck> checks,
            InstantSource clock) {
        this.items = items;
        this.forms = forms;
        this.openings = openings;
        this.applications = applications;
        this.record = record;
        this.clocks = clocks;
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** Begins a draft; only the item, the place and the choice of members must be right. */
    Mono<Outcome<Moved, Refusal>> draft(
            Caller.Resident resident,
            Applicant applicant,
            String item,
            DivisionCode division,
            List<String> chosen) {
        return Mono.fromSupplier(() -> begin(item, division, Channel.ONLINE, applicant, chosen))
                .flatMap(
                        Outcomes.then(
                                draft -> add(draft, Optional.empty(), CaseStep.DRAFT, resident)));
    }

    /** Keeps what is filled in so far; it is checked when it is handed in, or handed in again. */
    Mono<Outcome<Moved, Refusal>> fillIn(Caller.Resident resident, Application it, JsonNode form) {
        return it.state() == State.DRAFT || it.state() == State.CORRECTION_REQUESTED
                ? applications
                        .saveForm(it, form)
                        .flatMap(
                                Outcomes.then(version ->
                                        record.writeDown(it, version, CaseStep.FILL_IN, resident)))
                : Mono.just(Outcome.refused(new Refusal.WrongState(it.state())));
    }

    /** Hands a draft in, with a promise for papers that follow, if any do. */
    Mono<Outcome<Moved, Refusal>> submit(
            Caller.Resident resident,
            Application draft,
            Optional<Promise> promise,
            Locale language) {
        ItemDefinition item = itemOf(draft);
        if (draft.state() != State.DRAFT) {
            return Mono.just(Outcome.refused(new Refusal.WrongState(draft.state())));
        }
        if (!resident.level().reaches(item.minimumLevel())) {
            return Mono.just(
                    Outcome.refused(
                            new Refusal.LevelTooLow(item.minimumLevel(), resident.level())));
        }
        return checkOpen(draft, openings.groupsOf(resident, draft.facts().resident()))
                .flatMap(Outcomes.then(open -> forms.checkStored(draft, language)))
                .flatMap(
                        Outcomes.then(form ->
                                Mono.just(promised(draft, item, promise))
                                        .flatMap(
                                                Outcomes.then(
                                                        promising -> unopposed(promising, form)))))
                .flatMap(Outcomes.then(promising -> receive(promising, resident)));
    }

    /** Whether the other features let it be handed in: papers, other parties. */
    private Mono<Outcome<Application, Refusal>> unopposed(Application draft, JsonNode form) {
        return Flux.fromIterable(checks)
                .concatMap(check -> check.toSubmission(draft, form))
                .concatMap(Mono::justOrEmpty)
                .next()
                .<Outcome<Application, Refusal>>map(
                        told -> Outcome.refused(new Refusal.Objection(told)))
                .defaultIfEmpty(Outcome.done(draft));
    }

    private Mono<Outcome<Moved, Refusal>> receive(Application draft, Caller.Resident resident) {
        return this.<Refusal>newReceipt(draft.facts().district())
                .map(receipt -> receipt.then(got -> draft.submit(got, Optional.empty())))
                .flatMap(Outcomes.then(moved -> record.move(moved, CaseStep.SUBMIT, resident)));
    }

    /** Hands the correction in, once, within C6. */
    Mono<Outcome<Moved, Refusal>> correct(
            Caller.Resident resident, Application it, Locale language) {
        if (it.state() == State.CORRECTION_REQUESTED
                && clocks.isOver(it, CaseClocks.Name.CORRECTION)) {
            return Mono.just(Outcome.refused(new Refusal.CorrectionOver()));
        }
        return Mono.just(it.correct(clock.instant()))
                .flatMap(
                        Outcomes.then(corrected ->
                                forms.checkStored(it, language)
                                        .map(good -> good.map(form -> corrected))))
                .flatMap(Outcomes.then(moved -> record.move(moved, CaseStep.CORRECT, resident)));
    }

    /** 撤回: any time before the decision. */
    Mono<Outcome<Moved, Refusal>> withdraw(Caller.Resident resident, Application it) {
        return it.facts().kind() == Facts.Kind.MEMBER
                ? Mono.just(Outcome.refused(new Refusal.WrongState(it.state())))
                : Mono.just(it.withdraw(clock.instant()))
                        .flatMap(
                                Outcomes.then(
                                        moved -> record.move(moved, CaseStep.WITHDRAW, resident)));
    }

    /** Takes a case in at a window, for a resident whose identity the clerk has checked. */
    Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk, ResidentId resident, Handed handed, Locale language) {
        return Mono.fromSupplier(() ->
                        begin(
                                handed.item(),
                                handed.division(),
                                Channel.WINDOW,
                                new Applicant(resident, Optional.empty(), handed.firm()),
                                handed.chosen()))
                .flatMap(Outcomes.then(draft -> takeIn(clerk, draft, handed, language)));
    }

    private Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk, Application draft, Handed handed, Locale language) {
        ItemDefinition item = itemOf(draft);
        DivisionCode intake = clerk.district().orElse(draft.facts().district());
        if (item.intake() == Intake.DISTRICT && !intake.equals(draft.facts().district())) {
            return Mono.just(Outcome.refused(new Refusal.OtherDistrict()));
        }
        // Whoever stands before the clerk belongs to the groups that the clerk has seen.
        return checkOpen(draft, Optional.empty())
                .map(open -> open.then(yes -> forms.check(draft, handed.form(), language)))
                .map(form -> form.then(good -> promised(draft, item, handed.promise())))
                .map(it -> it.map(one -> one.saying(one.file().seeing(handed.papers()))))
                .flatMap(Outcomes.then(promising -> unopposed(promising, handed.form())))
                .flatMap(
                        Outcomes.then(promising ->
                                this.<Refusal>newReceipt(intake)
                                        .map(receipt ->
                                                receipt.then(got ->
                                                        promising.submit(
                                                                got, Optional.of(clerk.id()))))))
                .flatMap(
                        Outcomes.then(received ->
                                add(received, Optional.of(handed.form()), CaseStep.SUBMIT, clerk)));
    }

    /** 容缺: only papers that the item lets follow, within its days. */
    private Outcome<Application, Refusal> promised(
            Application draft, ItemDefinition item, Optional<Promise> promise) {
        return promise.filter(signed -> !isAllowed(item, signed)).isPresent()
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

    private Outcome<Application, Refusal> begin(
            String item,
            DivisionCode division,
            Channel channel,
            Applicant applicant,
            List<String> chosen) {
        return item(item)
                .then(found -> takes(found, channel))
                .then(found -> admits(found, applicant))
                .then(found -> offers(found, chosen))
                .then(found ->
                        place(division)
                                .map(place -> newDraft(found, place, channel, applicant))
                                .map(draft -> draft.saying(draft.file().choosing(chosen))));
    }

    private Outcome<ItemDefinition, Refusal> offers(ItemDefinition item, List<String> chosen) {
        return BundleGraph.of(item, items).offers(chosen)
                ? Outcome.done(item)
                : Outcome.refused(new Refusal.UnknownMember());
    }

    private Mono<Outcome<Moved, Refusal>> add(
            Application application, Optional<JsonNode> form, CaseStep step, Caller actor) {
        return applications
                .add(application, form)
                .flatMap(applications::find)
                .flatMap(stored -> record.writeDown(stored, FIRST, step, actor));
    }

    private Mono<Outcome<Opening.Open, Refusal>> checkOpen(
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

    private ItemDefinition itemOf(Application it) {
        return items.pinned(it.facts().item(), it.facts().itemVersion());
    }

    /**
     * What is handed in at a window.
     *
     * @param papers codes of the papers whose originals the clerk has seen
     */
    record Handed(
            String item,
            DivisionCode division,
            List<String> chosen,
            JsonNode form,
            Optional<Promise> promise,
            Optional<CreditCode> firm,
            List<String> papers) {}

    private <R> Mono<Outcome<Receipt, R>> newReceipt(DivisionCode intake) {
        Instant now = clock.instant();
        String day = CityTime.dateOf(now).format(DateTimeFormatter.BASIC_ISO_DATE);
        return applications
                .nextReceiptNumber()
                .map(number -> "%s%s%06d".formatted(intake.value(), day, number))
                .map(number -> Outcome.done(new Receipt(number, now, intake)));
    }

    private Outcome<ItemDefinition, Refusal> item(String code) {
        return items.current(code)
                .<Outcome<ItemDefinition, Refusal>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.UnknownItem()));
    }

    private static Outcome<ItemDefinition, Refusal> takes(ItemDefinition item, Channel channel) {
        return item.channels().contains(channel)
                ? Outcome.done(item)
                : Outcome.refused(new Refusal.WrongChannel());
    }

    private static Outcome<ItemDefinition, Refusal> admits(
            ItemDefinition item, Applicant applicant) {
        ItemDefinition.Applicant kind =
                applicant.firm().isPresent()
                        ? ItemDefinition.Applicant.FIRM
                        : ItemDefinition.Applicant.PERSON;
        return item.applicants().contains(kind)
                ? Outcome.done(item)
                : Outcome.refused(new Refusal.WrongApplicant());
    }

    private Outcome<DivisionCode, Refusal> place(DivisionCode division) {
        return divisions.isResidence(division)
                ? Outcome.done(division)
                : Outcome.refused(new Refusal.UnknownDivision());
    }

    private Application newDraft(
            ItemDefinition item, DivisionCode division, Channel channel, Applicant applicant) {
        return Application.draft(
                new Facts(
                        NONE,
                        FIRST,
                        item.isBundle() ? Facts.Kind.BUNDLE : Facts.Kind.SINGLE,
                        applicant.resident(),
                        applicant.agent(),
                        applicant.firm(),
                        item.code(),
                        item.version(),
                        channel,
                        division,
                        item.department(),
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
