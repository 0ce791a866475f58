package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseAuthority.Applicant;
import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Begins drafts: only the item, the place, the applicant and the choice of members must be right.
 */
final class Drafts {

    static final Version FIRST = new Version(1);

    /** Stands in the draft until the database has given the real one. */
    private static final ApplicationId NONE = new ApplicationId(new UUID(0, 0));

    private final Items items;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();

    Drafts(Items items, InstantSource clock) {
        this.items = items;
        this.clock = clock;
    }

    /**
     * A draft that is not stored yet, under the item's version of today.
     *
     * @param chosen places of the optional members of a bundle
     */
    Outcome<Application, Refusal> begin(
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
                                .map(draft ->
                                        draft.saying(
                                                draft.file()
                                                        .choosing(chosen)
                                                        .guardedBy(applicant.guardian()))));
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

    private Outcome<ItemDefinition, Refusal> offers(ItemDefinition item, List<String> chosen) {
        return BundleGraph.of(item, items).offers(chosen)
                ? Outcome.done(item)
                : Outcome.refused(new Refusal.UnknownMember());
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
