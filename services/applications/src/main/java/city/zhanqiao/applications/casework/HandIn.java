package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.Draft;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.FormCheck;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.ItemDefinition.Intake;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private final FormCheck forms;
    private final Openings openings;
    private final Applications applications;
    private final CaseRecord record;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();

    HandIn(
            Items items,
            FormCheck forms,
            Openings openings,
            Applications applications,
            CaseRecord record,
            InstantSource clock) {
        this.items = items;
        this.forms = forms;
        this.openings = openings;
        this.applications = applications;
        this.record = record;
        this.clock = clock;
    }

    /** Begins a draft; only the item and the place must be right. */
    Mono<Outcome<Moved, Refusal>> draft(
            Caller.Resident resident, String item, DivisionCode division) {
        return Mono.fromSupplier(() -> begin(item, division, Channel.ONLINE, resident.id()))
                .flatMap(
                        Outcomes.then(
                                draft -> add(draft, Optional.empty(), CaseStep.DRAFT, resident)));
    }

    /** Keeps what is filled in so far; it is checked when it is handed in. */
    Mono<Outcome<Moved, Refusal>> fillIn(Caller.Resident resident, Draft draft, JsonNode form) {
        return applications
                .saveForm(draft, form)
                .flatMap(
                        Outcomes.then(version ->
                                record.writeDown(draft, version, CaseStep.FILL_IN, resident)));
    }

    /** Hands a draft in. */
    Mono<Outcome<Moved, Refusal>> submit(Caller.Resident resident, Draft draft, Locale language) {
        ItemDefinition item = items.pinned(draft.facts().item(), draft.facts().itemVersion());
        if (!resident.level().reaches(item.minimumLevel())) {
            return Mono.just(
                    Outcome.refused(
                            new Refusal.LevelTooLow(item.minimumLevel(), resident.level())));
        }
        return checkOpen(draft)
                .flatMap(Outcomes.then(open -> checkStoredForm(draft, item, language)))
                .flatMap(Outcomes.then(form -> newReceipt(draft.facts().district())))
                .flatMap(
                        Outcomes.then(receipt ->
                                record.move(draft.submit(receipt), CaseStep.SUBMIT, resident)));
    }

    /** Takes a case in at a window, for a resident whose identity the clerk has checked. */
    Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk,
            ResidentId resident,
            String item,
            DivisionCode division,
            JsonNode form,
            Locale language) {
        return Mono.fromSupplier(() -> begin(item, division, Channel.WINDOW, resident))
                .flatMap(Outcomes.then(draft -> takeIn(clerk, draft, form, language)));
    }

    private Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk, Draft draft, JsonNode form, Locale language) {
        ItemDefinition item = items.pinned(draft.facts().item(), draft.facts().itemVersion());
        DivisionCode intake = clerk.district().orElse(draft.facts().district());
        if (item.intake() == Intake.DISTRICT && !intake.equals(draft.facts().district())) {
            return Mono.just(Outcome.refused(new Refusal.OtherDistrict()));
        }
        return checkOpen(draft)
                .map(open -> open.then(yes -> check(item, form, "/form", language)))
                .flatMap(Outcomes.then(good -> newReceipt(intake)))
                .flatMap(
                        Outcomes.then(receipt ->
                                add(
                                        new Application.Submitted(
                                                draft.facts(), receipt, Optional.of(clerk.id())),
                                        Optional.of(form),
                                        CaseStep.SUBMIT,
                                        clerk)));
    }

    private Outcome<Draft, Refusal> begin(
            String item, DivisionCode division, Channel channel, ResidentId resident) {
        return item(item)
                .then(found -> takes(found, channel))
                .then(found ->
                        place(division).map(place -> newDraft(found, place, channel, resident)));
    }

    private Mono<Outcome<Moved, Refusal>> add(
            Application application, Optional<JsonNode> form, CaseStep step, Caller actor) {
        return applications
                .add(application, form)
                .flatMap(applications::find)
                .flatMap(stored -> record.writeDown(stored, FIRST, step, actor));
    }

    private Mono<Outcome<Opening.Open, Refusal>> checkOpen(Draft draft) {
        return openings.ofItem(draft.facts().item(), draft.facts().district())
                .map(opening ->
                        switch (opening) {
                            case Opening.Open open -> Outcome.done(open);
                            case Opening.Elsewhere elsewhere ->
                                    Outcome.refused(new Refusal.ScenarioClosed(elsewhere));
                        });
    }

    private Mono<Outcome<JsonNode, Refusal>> checkStoredForm(
            Draft draft, ItemDefinition item, Locale language) {
        return applications
                .findForm(draft.facts().id())
                .map(form -> check(item, form, "/form", language))
                .defaultIfEmpty(Outcome.refused(new Refusal.FormMissing()));
    }

    private Outcome<JsonNode, Refusal> check(
            ItemDefinition item, JsonNode form, String at, Locale language) {
        List<FieldFault> faults = forms.faults(item, form, at, language);
        return faults.isEmpty()
                ? Outcome.done(form)
                : Outcome.refused(new Refusal.FormInvalid(faults));
    }

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

    private Outcome<DivisionCode, Refusal> place(DivisionCode division) {
        return divisions.isResidence(division)
                ? Outcome.done(division)
                : Outcome.refused(new Refusal.UnknownDivision());
    }

    private Draft newDraft(
            ItemDefinition item, DivisionCode division, Channel channel, ResidentId resident) {
        return new Draft(
                new Facts(
                        NONE,
                        FIRST,
                        resident,
                        item.code(),
                        item.version(),
                        channel,
                        division,
                        item.department(),
                        clock.instant()));
    }
}
