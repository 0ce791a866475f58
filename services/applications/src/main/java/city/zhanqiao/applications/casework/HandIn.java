package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseAuthority.Applicant;
import city.zhanqiao.applications.casework.CaseFile.HandedIn;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings a case to the city online: the draft, what is filled in, submission, correction. */
final class HandIn {

    private final Drafts drafts;
    private final Admission admission;
    private final CaseForms forms;
    private final Openings openings;
    private final Applications applications;
    private final CaseRecord record;
    private final CaseClock clocks;
    private final InstantSource clock;

    HandIn(
            Drafts drafts,
            Admission admission,
            CaseForms forms,
            Openings openings,
            Applications applications,
            CaseRecord record,
            CaseClock clocks,
            InstantSource clock) {
        this.drafts = drafts;
        this.admission = admission;
        this.forms = forms;
        this.openings = openings;
        this.applications = applications;
        this.record = record;
        this.clocks = clocks;
        this.clock = clock;
    }

    /** Begins a draft and keeps it. */
    Mono<Outcome<Moved, Refusal>> draft(
            Caller.Resident resident,
            Applicant applicant,
            String item,
            DivisionCode division,
            List<String> chosen) {
        return Mono.fromSupplier(
                        () -> drafts.begin(item, division, Channel.ONLINE, applicant, chosen))
                .flatMap(Outcomes.then(draft -> add(draft, resident)));
    }

    private Mono<Outcome<Moved, Refusal>> add(Application draft, Caller.Resident resident) {
        return applications
                .add(draft, Optional.empty())
                .flatMap(applications::find)
                .flatMap(
                        stored -> record.writeDown(stored, Drafts.FIRST, CaseStep.DRAFT, resident));
    }

    /** Keeps what is filled in so far; it is checked when it is handed in, or handed in again. */
    Mono<Outcome<Moved, Refusal>> fillIn(Caller.Resident resident, Application it, JsonNode form) {
        return it.state() == State.DRAFT || it.state() == State.CORRECTION_REQUESTED
                ? applications
                        .saveForm(it, form)
                        .flatMap(
                                Outcomes.then(version ->
                                        record.writeDown(it, version, CaseStep.FILL_IN, resident)))
                : refuse(new Refusal.WrongState(it.state()));
    }

    /** Hands a draft in, with a promise for papers that follow, if any do. */
    Mono<Outcome<Moved, Refusal>> submit(
            Caller.Resident resident,
            Application draft,
            Optional<Promise> promise,
            Locale language) {
        ItemDefinition item = admission.itemOf(draft);
        if (draft.state() != State.DRAFT) {
            return refuse(new Refusal.WrongState(draft.state()));
        }
        if (!resident.level().reaches(item.minimumLevel())) {
            return refuse(new Refusal.LevelTooLow(item.minimumLevel(), resident.level()));
        }
        return admission
                .checkOpen(draft, openings.groupsOf(resident, draft.facts().resident()))
                .flatMap(Outcomes.then(open -> forms.checkStored(draft, language)))
                .flatMap(Outcomes.then(form -> admitted(resident, draft, promise, form)))
                .flatMap(Outcomes.then(promising -> receive(promising, resident)));
    }

    private Mono<Outcome<Application, Refusal>> admitted(
            Caller.Resident resident, Application draft, Optional<Promise> promise, JsonNode form) {
        return Mono.just(admission.promised(draft, promise))
                .flatMap(Outcomes.then(promising -> admission.unopposed(promising, form)))
                .map(passed ->
                        passed.map(it ->
                                admission.meant(
                                        it,
                                        form,
                                        openings.isElder(resident, it.facts().resident()))));
    }

    private Mono<Outcome<Moved, Refusal>> receive(Application draft, Caller.Resident resident) {
        return admission
                .newReceipt(draft.facts().district())
                .map(receipt -> draft.intake().submit(receipt, Optional.empty()))
                .flatMap(Outcomes.then(moved -> record.move(moved, CaseStep.SUBMIT, resident)));
    }

    /** Hands the correction in, once, within C6. */
    Mono<Outcome<Moved, Refusal>> correct(
            Caller.Resident resident, Application it, Locale language) {
        return Mono.just(corrected(it))
                .flatMap(
                        Outcomes.then(corrected ->
                                forms.checkStored(it, language)
                                        .map(good -> good.map(form -> meantNow(corrected, form)))))
                .flatMap(Outcomes.then(moved -> record.move(moved, CaseStep.CORRECT, resident)));
    }

    /**
     * The same at a window: the clerk fills in what the resident brings.
     *
     * @param papers whose originals the clerk has seen
     */
    Mono<Outcome<Moved, Refusal>> correctAtWindow(
            Caller.Staff clerk,
            Application it,
            JsonNode form,
            List<String> papers,
            Locale language) {
        return Mono.just(
                        corrected(it)
                                .map(next -> next.saying(next.file().seeingAlso(papers)))
                                .map(next -> takenIn(next, clerk.id()))
                                .then(next ->
                                        forms.check(it, form, language)
                                                .map(good -> meantNow(next, form))))
                .flatMap(
                        Outcomes.then(moved ->
                                applications
                                        .putForm(it.facts().id(), form)
                                        .then(record.move(moved, CaseStep.CORRECT, clerk))));
    }

    private static Application takenIn(Application it, StaffId clerk) {
        return it.copy().officers(it.officers().intakeBy(clerk)).made();
    }

    private Outcome<Application, Refusal> corrected(Application it) {
        return it.state() == State.CORRECTION_REQUESTED
                        && clocks.isOver(it, CaseClocks.Name.CORRECTION)
                ? Outcome.refused(new Refusal.CorrectionOver())
                : it.intake().correct(clock.instant());
    }

    /** The correction may have changed an answer on which a paper depends. */
    private Application meantNow(Application corrected, JsonNode form) {
        return admission.meant(
                corrected, form, corrected.file().handedIn().flatMap(HandedIn::elder));
    }

    /** 撤回: any time before the decision. */
    Mono<Outcome<Moved, Refusal>> withdraw(Caller.Resident resident, Application it) {
        return it.facts().kind() == Facts.Kind.MEMBER
                ? refuse(new Refusal.WrongState(it.state()))
                : Mono.just(it.withdraw(clock.instant()))
                        .flatMap(
                                Outcomes.then(
                                        moved -> record.move(moved, CaseStep.WITHDRAW, resident)));
    }

    private static Mono<Outcome<Moved, Refusal>> refuse(Refusal why) {
        return Mono.just(Outcome.refused(why));
    }
}
