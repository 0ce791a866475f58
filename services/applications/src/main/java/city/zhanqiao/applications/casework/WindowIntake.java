package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseAuthority.Applicant;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.ItemDefinition.Intake;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a case in at a window, for a resident whose identity the clerk has checked. */
final class WindowIntake {

    private final Drafts drafts;
    private final Admission admission;
    private final CaseForms forms;
    private final Applications applications;
    private final CaseRecord record;

    WindowIntake(
            Drafts drafts,
            Admission admission,
            CaseForms forms,
            Applications applications,
            CaseRecord record) {
        this.drafts = drafts;
        this.admission = admission;
        this.forms = forms;
        this.applications = applications;
        this.record = record;
    }

    Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk, ResidentId resident, Handed handed, Locale language) {
        return Mono.fromSupplier(() ->
                        drafts.begin(
                                handed.item(),
                                handed.division(),
                                Channel.WINDOW,
                                Applicant.self(resident, handed.firm()),
                                handed.chosen()))
                .flatMap(Outcomes.then(draft -> takeIn(clerk, draft, handed, language)));
    }

    private Mono<Outcome<Moved, Refusal>> takeIn(
            Caller.Staff clerk, Application draft, Handed handed, Locale language) {
        DivisionCode window = clerk.district().orElse(draft.facts().district());
        if (!takesFrom(window, draft)) {
            return Mono.just(Outcome.refused(new Refusal.OtherDistrict()));
        }
        // Whoever stands before the clerk belongs to the groups that the clerk has seen.
        return admission
                .checkOpen(draft, Optional.empty())
                .map(open -> open.then(yes -> forms.check(draft, handed.form(), language)))
                .map(form -> form.then(good -> admission.promised(draft, handed.promise())))
                .map(it -> it.map(one -> one.saying(one.file().seeing(handed.papers()))))
                .flatMap(Outcomes.then(it -> admission.unopposed(it, handed.form())))
                .map(it -> it.map(one -> admission.meant(one, handed.form(), handed.elder())))
                .flatMap(Outcomes.then(it -> received(it, clerk, window)))
                .flatMap(Outcomes.then(it -> add(it, handed.form(), clerk)));
    }

    /** 跨区域通办: whether a window of this district may take the case in. */
    private boolean takesFrom(DivisionCode window, Application draft) {
        return admission.itemOf(draft).intake() != Intake.DISTRICT
                || window.equals(draft.facts().district());
    }

    private Mono<Outcome<Application, Refusal>> received(
            Application it, Caller.Staff clerk, DivisionCode window) {
        return admission
                .newReceipt(window)
                .map(receipt -> it.intake().submit(receipt, Optional.of(clerk.id())));
    }

    private Mono<Outcome<Moved, Refusal>> add(
            Application received, JsonNode form, Caller.Staff clerk) {
        return applications
                .add(received, Optional.of(form))
                .flatMap(applications::find)
                .flatMap(stored -> record.writeDown(stored, Drafts.FIRST, CaseStep.SUBMIT, clerk));
    }

    /**
     * What is handed in at a window.
     *
     * @param papers codes of the papers whose originals the clerk has seen
     * @param elder whether the applicant's document shows 60 years or more
     */
    record Handed(
            String item,
            DivisionCode division,
            List<String> chosen,
            JsonNode form,
            Optional<Promise> promise,
            Optional<CreditCode> firm,
            List<String> papers,
            Optional<Boolean> elder) {}
}
